--- The screen of a terminal, as the user sees it.

local cases = {}

---@param name string
---@param test fun(screen: Screen, editor: Editor)
local function case(name, test)
  table.insert(cases, {
    name = name,
    test = function(editor)
      local screen = require("screen").open(editor)
      local ok, problem = xpcall(test, debug.traceback, screen, editor)
      screen:close()
      assert(ok, problem)
    end,
  })
end

case("on the screen, errors stand beside the text, and a menu offers the providers", function(screen)
  screen:expect("Unknown type `strin`")
  screen:type("/dockerCompose", "Enter", "dt)", "i", "C-x", "C-o")
  screen:expect("kubernetes")
  screen:expect("dockerCompose")
end)

case("on the screen, the tree and a generated file stand beside the Templefile and follow it", function(screen)
  screen:expect("Unknown type `strin`")
  screen:type(":TemplePreview", "Enter")
  screen:expect("docker-compose.yml")
  screen:type("/docker-compose", "Enter", "Enter")
  screen:expect("version: '3'")
  screen:expect("docker-compose.yml  valid parts only: shop.temple has errors")
  screen:type("C-w", "h", "/Order: service", "Enter", "O", "Book: service {}", "Escape")
  screen:expect("book-db/")
  screen:expect("13 files")
end)

return cases
