--- Read-only buffers with information about a Templefile, which are deleted with their window.

local banner = require("temple.banner")
local client = require("temple.client")
local lines = require("temple.lines")
local source = require("temple.source")
local templefile = require("temple.templefile")

local M = {}

---@class temple.Row a line of a view
---@field text string
---@field open? fun(view: temple.View) the action of <CR>
---@field compare? fun() the action of d
---@field detail? string shown after the text
---@field group? string the highlight of the text
---@field level? string the fold level, as in 'foldexpr'

---@class temple.Page the content of a view
---@field title string
---@field warning? string a row above all others
---@field rows temple.Row[]

---@class temple.View
---@field buf integer
---@field source integer the buffer of the Templefile
---@field rows temple.Row[]
---@field follows? boolean updates the view when the generated files change
---@field turn? integer the number of requests; only the last result counts
---@field show? fun() opens its window, once there is something to show
---@field request { method: string, params: fun(): table }
---@field page fun(view: temple.View, answer: any): temple.Page creates the content

---@type table<integer, temple.View>
local views = {}

local namespace = vim.api.nvim_create_namespace("temple")

---@param buf integer
---@return temple.View?
function M.of(buf)
  return views[buf]
end

--- Returns the fold level of a line of the current buffer, for 'foldexpr'.
---@param lnum integer
---@return string
function M.level(lnum)
  local view = views[vim.api.nvim_get_current_buf()]
  local row = view and view.rows[lnum]
  return row and row.level or "="
end

---@param view temple.View
---@param page temple.Page
local function draw(view, page)
  view.rows = page.rows
  if page.warning then
    table.insert(view.rows, 1, { text = page.warning, group = "WarningMsg", level = "0" })
  end
  lines.replace(
    view.buf,
    vim.tbl_map(function(row)
      return row.text
    end, view.rows)
  )
  vim.api.nvim_buf_clear_namespace(view.buf, namespace, 0, -1)
  for i, row in ipairs(view.rows) do
    if row.detail then
      local text = { { "  " .. row.detail, "Comment" } }
      vim.api.nvim_buf_set_extmark(view.buf, namespace, i - 1, 0, { virt_text = text, hl_mode = "combine" })
    end
    if row.group then
      vim.api.nvim_buf_set_extmark(view.buf, namespace, i - 1, 0, { end_col = #row.text, hl_group = row.group })
    end
  end
  banner.set(view.buf, page.title)
end

--- Sends the request again and shows the result.
---@param buf integer
function M.reload(buf)
  local view = views[buf]
  if not view then
    return
  end
  view.turn = (view.turn or 0) + 1
  local turn = view.turn
  client.ask(view.source, view.request.method, view.request.params(), function(answer)
    if views[buf] ~= view or view.turn ~= turn then
      return
    end
    source.answered(view.source, answer)
    draw(view, view.page(view, answer))
    if view.show then
      local show = view.show
      view.show = nil
      show()
    end
  end, function()
    view.show = nil
    -- It was never shown.
    if views[buf] == view and #vim.fn.win_findbuf(buf) == 0 then
      vim.api.nvim_buf_delete(buf, { force = true })
    end
  end)
end

--- Reloads the views that satisfy a test.
---@param test fun(view: temple.View): boolean
function M.reload_where(test)
  for buf, view in pairs(views) do
    if test(view) then
      M.reload(buf)
    end
  end
end

---@param view temple.View
local function map(view)
  local function key(lhs, description, run)
    vim.keymap.set("n", lhs, run, { buffer = view.buf, nowait = true, desc = description })
  end
  local function at_cursor(action)
    return function()
      local row = view.rows[vim.api.nvim_win_get_cursor(0)[1]]
      if row and row[action] then
        row[action](view)
      end
    end
  end
  key("<CR>", "Open the file or position of this line", at_cursor("open"))
  key("d", "Compare this file with the one in the folder", at_cursor("compare"))
  if view.follows then
    key("s", "Switch between the last valid files and the valid parts", function()
      source.show_valid_parts(view.source, source.of(view.source) == nil)
      require("temple.preview").refresh(view.source)
    end)
  end
  key("R", "Reload", function()
    M.reload(view.buf)
  end)
  key("q", "Close", "<Cmd>close<CR>")
end

---@param name string
---@return integer? buf
local function existing(name)
  for buf in pairs(views) do
    if vim.api.nvim_buf_get_name(buf) == name then
      return buf
    end
  end
end

---@class temple.NewView: temple.View
---@field kind string
---@field key? string distinguishes views of one kind for one Templefile
---@field filetype string
---@field mods? table modifiers of the command, such as `:tab`
---@field width? integer the width of the window
---@field foldlevel? integer
---@field wrap? boolean

--- Shows a view in a new window, or goes to its existing one, and requests its content.
---@param view temple.NewView
function M.open(view)
  local name = ("temple-view://%s/%s%s"):format(view.kind, view.key or "", vim.api.nvim_buf_get_name(view.source))
  local buf = existing(name) or vim.api.nvim_create_buf(false, true)
  local before = views[buf] or {}
  view.buf, view.rows = buf, before.rows or {}
  function view.show()
    local win = vim.fn.win_findbuf(buf)[1]
    if win then
      vim.api.nvim_set_current_win(win)
    else
      M.split(buf, view)
    end
  end
  if not views[buf] then
    vim.api.nvim_buf_set_name(buf, name)
    lines.lock(buf)
    vim.bo[buf].bufhidden = "wipe"
    vim.api.nvim_create_autocmd("BufWipeout", {
      buffer = buf,
      callback = function()
        views[buf] = nil
      end,
    })
    M.close_with(view.source, buf)
  end
  views[buf] = view
  map(view)
  M.reload(buf)
end

--- Closes a view when the buffer of its Templefile is wiped out.
---@param of integer the buffer of the Templefile
---@param buf integer
function M.close_with(of, buf)
  vim.api.nvim_create_autocmd("BufWipeout", {
    buffer = of,
    callback = vim.schedule_wrap(function()
      if views[buf] and views[buf].source == of then
        vim.api.nvim_buf_delete(buf, { force = true })
      end
    end),
  })
end

--- Opens a window for a view, to the right of all others unless the user gave modifiers.
---@param buf integer
---@param view temple.NewView
function M.split(buf, view)
  local mods = view.mods or {}
  local chosen = (mods.split or "") ~= "" or mods.vertical or mods.horizontal or (mods.tab or -1) >= 0
  vim.cmd({ cmd = "split", mods = chosen and mods or { split = "botright", vertical = true } })
  vim.api.nvim_win_set_buf(0, buf)
  local window = {
    foldmethod = "expr",
    foldexpr = "v:lua.require'temple.view'.level(v:lnum)",
    foldlevel = view.foldlevel or 99,
    number = false,
    relativenumber = false,
    signcolumn = "no",
    wrap = view.wrap or false,
    linebreak = true,
    breakindent = true,
  }
  if view.width and not chosen then
    vim.api.nvim_win_set_width(0, view.width)
    window.winfixwidth = true
  end
  for option, value in pairs(window) do
    vim.api.nvim_set_option_value(option, value, { scope = "local", win = 0 })
  end
  vim.bo[buf].filetype = view.filetype
  for i, row in ipairs(view.rows) do
    if row.open then
      return vim.api.nvim_win_set_cursor(0, { i, 0 })
    end
  end
end

---@param test fun(buf: integer): boolean
---@return integer? win the first window of this tab page with a buffer that satisfies the test
local function window(test)
  for _, win in ipairs(vim.api.nvim_tabpage_list_wins(0)) do
    if test(vim.api.nvim_win_get_buf(win)) then
      return win
    end
  end
end

--- Opens a generated document beside a view: in a window that already shows one,
--- or in a new one to the right of the Templefile.
---@param uri string
---@param lnum? integer
function M.beside(uri, lnum)
  local view = vim.api.nvim_get_current_win()
  local shown = window(function(buf)
    return templefile.parse(vim.api.nvim_buf_get_name(buf)) ~= nil
  end)
  if not shown then
    vim.api.nvim_set_current_win(window(function(buf)
      return not views[buf]
    end) or 0)
    vim.cmd("rightbelow vsplit")
    shown = vim.api.nvim_get_current_win()
  end
  -- So that CTRL-W p goes back to the view.
  vim.api.nvim_set_current_win(view)
  vim.api.nvim_set_current_win(shown)
  -- An open document would be read again, as with `:edit`.
  if vim.api.nvim_buf_get_name(0) ~= uri then
    vim.cmd.edit(vim.fn.fnameescape(uri))
  end
  if lnum then
    -- Unlike `nvim_win_set_cursor`, this does not fail if the line does not exist yet.
    vim.fn.cursor(lnum, 1)
  end
end

--- Opens the Templefile of a view at a position.
---@param view temple.View
---@param range table
function M.source(view, range)
  require("temple.locations").jump(view.source, range, client.of(view.source))
end

return M
