return require("temple.client").config()
