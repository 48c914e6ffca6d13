--- Goes to positions in files, and lists them.

local M = {}

--- Shows a buffer in a window that already shows it, or in a new one, and moves the cursor to a range.
---@param buf integer
---@param range table a range of the protocol
---@param client vim.lsp.Client
function M.jump(buf, range, client)
  vim.cmd("normal! m'")
  local win = vim.fn.win_findbuf(buf)[1]
  if win then
    vim.api.nvim_set_current_win(win)
  else
    vim.cmd("leftabove vsplit")
    vim.api.nvim_win_set_buf(0, buf)
  end
  local uri = vim.uri_from_bufnr(buf)
  local item = vim.lsp.util.locations_to_items({ { uri = uri, range = range } }, client.offset_encoding)[1]
  vim.api.nvim_win_set_cursor(0, { item.lnum, item.col - 1 })
end

--- Shows entries in the quickfix list.
---@param title string
---@param items table[]
function M.list(title, items)
  vim.fn.setqflist({}, " ", { title = title, items = items })
  vim.cmd("botright copen")
end

--- Lists the references of a code lens.
---@param locations table[]
---@param client_id integer
function M.references(locations, client_id)
  local client = assert(vim.lsp.get_client_by_id(client_id))
  M.list("References", vim.lsp.util.locations_to_items(locations, client.offset_encoding))
end

return M
