--- The plan: what generating into a folder would add, change, keep and leave behind.

local lines = require("temple.lines")
local source = require("temple.source")
local templefile = require("temple.templefile")
local view = require("temple.view")

local M = {}

--- The states of files, in the order in which they are shown.
local states = {
  { name = "added", label = "added", group = "Added" },
  { name = "changed", label = "changed", group = "Changed" },
  { name = "left-behind", label = "left behind", group = "Removed" },
  { name = "kept", label = "kept", group = "Special" },
  { name = "unchanged", label = "unchanged", group = "Comment" },
}

---@param line string of a diff
---@return string? group
local function diff_group(line)
  local first = line:sub(1, 1)
  return first == "+" and "Added" or first == "-" and "Removed" or first == "@" and "Special" or nil
end

--- Compares a generated file with the one on disk, in a new tab page.
---@param path string on disk
---@param uri string of the generated document
local function compare(path, uri)
  vim.cmd.tabedit(vim.fn.fnameescape(path))
  vim.cmd("rightbelow vertical diffsplit " .. vim.fn.fnameescape(uri))
end

---@param file table
---@param of temple.View
---@return temple.Row[]
local function file_rows(file, of)
  local on_disk = of.folder .. "/" .. file.path
  local generated = templefile.address(vim.uri_from_bufnr(of.source), file.path)
  local row = {
    text = ("  %s"):format(file.path),
    detail = file.remark,
    level = file.diff and ">2" or "1",
    open = function()
      if file.state == "kept" or file.state == "left-behind" then
        vim.cmd("leftabove vsplit " .. vim.fn.fnameescape(on_disk))
      else
        view.beside(generated)
      end
    end,
    compare = file.state == "changed" and function()
      compare(on_disk, generated)
    end or nil,
  }
  local result = { row }
  for _, line in ipairs(file.diff and lines.split(file.diff) or {}) do
    table.insert(result, { text = "    " .. line, group = diff_group(line), level = "2", open = row.open })
  end
  return result
end

---@param of temple.View
---@param answer table
---@return temple.Page
local function page(of, answer)
  local rows, summary = {}, {}
  for _, state in ipairs(states) do
    local files = vim.tbl_filter(function(file)
      return file.state == state.name
    end, answer.files)
    if #files > 0 then
      table.insert(summary, ("%d %s"):format(#files, state.label))
      table.insert(rows, { text = state.label, group = state.group, level = ">1" })
    end
    for _, file in ipairs(files) do
      vim.list_extend(rows, file_rows(file, of))
    end
  end
  local name = templefile.label(of.source)
  return {
    title = ("%s → %s: %s"):format(name, vim.fn.fnamemodify(of.folder, ":~"), table.concat(summary, ", ")),
    warning = (source.warning(answer, name)),
    rows = rows,
  }
end

---@param options { folder?: string, mods?: table }
function M.open(options)
  local buf = templefile.current()
  if not buf then
    return
  end
  local folder = options.folder or vim.fs.dirname(vim.api.nvim_buf_get_name(buf))
  folder = vim.fs.normalize(vim.fn.fnamemodify(folder, ":p"))
  view.open({
    kind = "plan",
    key = folder,
    filetype = "temple-plan",
    source = buf,
    follows = true,
    mods = options.mods,
    folder = folder,
    foldlevel = 1,
    request = {
      method = "temple/planManifests",
      params = function()
        return {
          textDocument = { uri = vim.uri_from_bufnr(buf) },
          folder = vim.uri_from_fname(folder),
          source = source.of(buf),
        }
      end,
    },
    page = page,
  })
end

return M
