--- The tree-sitter parser for Templefiles.

local tell = require("temple.tell")

local M = {}

---@return boolean
function M.found()
  return #vim.api.nvim_get_runtime_file("parser/temple.*", false) > 0
end

---@return string folder the source of the grammar, in the repository of this plugin
local function grammar()
  local here = debug.getinfo(1, "S").source:sub(2)
  return vim.fn.fnamemodify(here, ":p:h:h:h:h:h") .. "/syntaxes/tree-sitter-temple"
end

--- Compiles the parser into the user's `parser` folder, where Neovim finds it.
function M.install()
  local source = grammar() .. "/src"
  if vim.fn.filereadable(source .. "/parser.c") == 0 then
    return tell.error(("No grammar found in %s."):format(grammar()))
  end
  local folder = vim.fn.stdpath("data") .. "/site/parser"
  vim.fn.mkdir(folder, "p")
  local compiler = vim.env.CC or "cc"
  if vim.fn.executable(compiler) == 0 then
    return tell.error(("The C compiler `%s` was not found. Set $CC to another one."):format(compiler))
  end
  local output = vim.fn.system({
    compiler,
    "-O2",
    "-fPIC",
    "-shared",
    "-I",
    source,
    "-o",
    folder .. "/temple.so",
    source .. "/parser.c",
  })
  if vim.v.shell_error ~= 0 then
    return tell.error("Compiling the parser failed.\n" .. output)
  end
  -- Without the path, Neovim would not search again after a failed search for the parser.
  vim.treesitter.language.add("temple", { path = folder .. "/temple.so" })
  for _, buf in ipairs(vim.api.nvim_list_bufs()) do
    if vim.api.nvim_buf_is_loaded(buf) and vim.bo[buf].filetype == "temple" then
      vim.treesitter.start(buf, "temple")
    end
  end
  tell.info(("Installed the parser in %s."):format(folder))
end

return M
