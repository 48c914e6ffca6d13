--- Completion in Templefiles, where Neovim's own is not sufficient.

local compat = require("temple.compat")

local M = {}

--- The maximum time to wait for a list, in milliseconds.
local patience = 2000

--- Converts an item of the server to an item of Neovim's menu.
---@param item table
---@param before string the text before the range of this item that other items replace
---@param encoding string
---@return table
local function entry(item, before, encoding)
  return {
    -- Further lines are inserted when the item is accepted.
    word = before .. item.textEdit.newText:match("[^\n]*"),
    abbr = item.label,
    menu = item.detail or "",
    kind = vim.lsp.protocol.CompletionItemKind[item.kind] or "",
    -- The inserted text need not start with the typed text.
    equal = 1,
    dup = 1,
    user_data = { temple = { item = item, encoding = encoding } },
  }
end

--- Returns the items that match at the cursor, and the start of the text that they replace, in bytes.
--- Returns nil if there are none.
---@return { start: integer, words: table[] }?
local function items()
  local buf = vim.api.nvim_get_current_buf()
  local client = compat.clients({ bufnr = buf, name = require("temple.client").name })[1]
  if not client then
    return
  end
  local params = vim.lsp.util.make_position_params(0, client.offset_encoding)
  local answer = client.request_sync("textDocument/completion", params, patience, buf)
  local found = answer and answer.result and answer.result.items or {}
  if #found == 0 then
    return
  end
  local line = vim.api.nvim_get_current_line()
  local column = vim.api.nvim_win_get_cursor(0)[2]
  local start = column
  for _, item in ipairs(found) do
    -- All items may share one range.
    item.textEdit = item.textEdit
      or { range = answer.result.itemDefaults.editRange, newText = item.textEditText or item.label }
    start = math.min(start, compat.byte(line, item.textEdit.range.start.character, client.offset_encoding))
  end
  local words = {}
  for _, item in ipairs(found) do
    local from = compat.byte(line, item.textEdit.range.start.character, client.offset_encoding)
    if vim.startswith(item.filterText:lower(), line:sub(from + 1, column):lower()) then
      table.insert(words, entry(item, line:sub(start + 1, from), client.offset_encoding))
    end
  end
  return { start = start, words = words }
end

---@type { start: integer, words: table[] }?
local list

--- A function for 'omnifunc' that requests the list again for each letter: Neovim compares items by their inserted
--- text, so it would find `#provider` only after `#prov`.
---@param findstart 0|1
---@return integer|table
function M.omnifunc(findstart)
  if findstart == 1 then
    list = items()
    -- Nothing matches: the editor ends completion silently.
    return list and list.start or -3
  end
  return { words = list and list.words or {}, refresh = "always" }
end

--- Inserts the rest of an accepted item: the lines after its first one, and its additional edits.
local function complete()
  local data = vim.tbl_get(vim.v.completed_item, "user_data", "temple")
  if not data then
    return
  end
  local edits = vim.deepcopy(data.item.additionalTextEdits or {})
  local rest = data.item.textEdit.newText:match("^[^\n]*(\n.*)")
  if rest then
    local row, column = unpack(vim.api.nvim_win_get_cursor(0))
    local line = vim.api.nvim_get_current_line()
    local at = { line = row - 1, character = compat.units(line, column, data.encoding) }
    table.insert(edits, { range = { start = at, ["end"] = at }, newText = rest })
  end
  vim.lsp.util.apply_text_edits(edits, vim.api.nvim_get_current_buf(), data.encoding)
end

--- Prepares completion in the current buffer.
function M.set()
  if vim.lsp.completion then
    -- While an item is selected, Neovim inserts its filter text. The full text is inserted when the item is accepted,
    -- so a single item needs a menu too.
    local chosen = vim.api.nvim_get_option_info2("completeopt", {}).was_set
    vim.opt_local.completeopt:append(chosen and "menuone" or "menuone,noinsert")
    vim.b.undo_ftplugin = vim.b.undo_ftplugin .. " | setlocal completeopt<"
    return
  end
  vim.bo.omnifunc = "v:lua.require'temple.completion'.omnifunc"
  local group = vim.api.nvim_create_augroup("temple_completion", { clear = false })
  local buf = vim.api.nvim_get_current_buf()
  vim.api.nvim_clear_autocmds({ group = group, buffer = buf })
  vim.api.nvim_create_autocmd("CompleteDone", { group = group, buffer = buf, callback = complete })
  vim.b.undo_ftplugin = vim.b.undo_ftplugin .. " | setlocal omnifunc<"
end

return M
