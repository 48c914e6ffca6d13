--- Finds the program of the server.

local M = {}

---@return string[] paths where the program is searched for, in this order
function M.candidates()
  local cargo = vim.env.CARGO_HOME or vim.fs.normalize("~/.cargo")
  return { "temple-lsp", cargo .. "/bin/temple-lsp" }
end

---@return string[]? command `nil` if the program is not found
function M.command()
  local chosen = require("temple.options").get().cmd
  if chosen then
    return vim.fn.executable(chosen[1]) == 1 and chosen or nil
  end
  for _, candidate in ipairs(M.candidates()) do
    if vim.fn.executable(candidate) == 1 then
      return { candidate, "--stdio" }
    end
  end
end

---@return string message says that the program is missing, and what to do
function M.missing()
  local chosen = require("temple.options").get().cmd
  if chosen then
    return ("temple-lsp was not found: `%s`, set in the option `cmd` of the plugin temple, is not executable."):format(
      chosen[1]
    )
  end
  return table.concat({
    ("temple-lsp was not found in $PATH or as %s."):format(M.candidates()[2]),
    "Install it with `cargo install --locked --path crates/temple-lsp` in the folder of its source,",
    "or set the option `cmd`, then restart Neovim. See :help temple-server",
  }, "\n")
end

return M
