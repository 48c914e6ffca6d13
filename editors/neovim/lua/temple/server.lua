--- Where the server's program is.

local M = {}

---@return string[] places where the program is looked for, the first one first
function M.places()
  local cargo = vim.env.CARGO_HOME or vim.fs.normalize("~/.cargo")
  return { "temple-lsp", cargo .. "/bin/temple-lsp" }
end

---@return string[]? command `nil` if there is no such program
function M.command()
  local chosen = require("temple.options").get().cmd
  if chosen then
    return vim.fn.executable(chosen[1]) == 1 and chosen or nil
  end
  for _, place in ipairs(M.places()) do
    if vim.fn.executable(place) == 1 then
      return { place, "--stdio" }
    end
  end
end

---@return string message what to do when there is no program
function M.missing()
  local chosen = require("temple.options").get().cmd
  if chosen then
    return ("temple-lsp is not found: `%s`, which the option `cmd` of the plugin temple names, cannot be run."):format(
      chosen[1]
    )
  end
  return table.concat({
    ("temple-lsp is not found, neither in $PATH nor as %s."):format(M.places()[2]),
    "Install it with `cargo install --locked --path crates/temple-lsp` in the folder of its source,",
    "or name it in the option `cmd`, and start Neovim again. See :help temple-server",
  }, "\n")
end

return M
