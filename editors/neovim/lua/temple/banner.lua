--- The line above a window with the title of its content and a warning.

local M = {}

---@param text string
---@return string text escaped for 'winbar'
local function plain(text)
  return (text:gsub("%%", "%%%%"))
end

--- Draws the banner in every window that shows a buffer.
---@param buf integer
function M.draw(buf)
  local banner = vim.b[buf].temple_banner
  if not banner then
    return
  end
  local text = " " .. plain(banner.title)
  if banner.warning then
    text = text .. "  %#WarningMsg#" .. plain(banner.warning)
  end
  for _, win in ipairs(vim.fn.win_findbuf(buf)) do
    vim.api.nvim_set_option_value("winbar", text .. "%<", { scope = "local", win = win })
  end
end

---@param buf integer
---@param title string
---@param warning? string
function M.set(buf, title, warning)
  vim.b[buf].temple_banner = { title = title, warning = warning }
  M.draw(buf)
end

return M
