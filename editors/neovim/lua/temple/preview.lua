--- The tree of generated files, beside the Templefile.

local source = require("temple.source")
local templefile = require("temple.templefile")
local view = require("temple.view")

local M = {}

local marks = { error = "E", warning = "W", information = "I" }
local groups = { error = "DiagnosticError", warning = "DiagnosticWarn", information = "DiagnosticInfo" }

---@param count integer
---@param noun string
---@return string
local function counted(count, noun)
  return ("%d %s%s"):format(count, noun, count == 1 and "" or "s")
end

---@param files table[]
---@return string[] folders in the order of their first file, the root folder first
---@return table<string, table[]> by_folder
local function by_folder(files)
  local folders, groups_of_files = { "." }, { ["."] = {} }
  for _, file in ipairs(files) do
    local folder = vim.fs.dirname(file.path)
    if not groups_of_files[folder] then
      table.insert(folders, folder)
      groups_of_files[folder] = {}
    end
    table.insert(groups_of_files[folder], file)
  end
  return folders, groups_of_files
end

---@param notes table[]
---@return table<string, integer> count by path
local function notes_by_path(notes)
  local count = {}
  for _, note in ipairs(notes) do
    if note.path then
      count[note.path] = (count[note.path] or 0) + 1
    end
  end
  return count
end

---@param file table
---@param indent string
---@param notes? integer
---@return temple.Row
local function file_row(file, indent, notes)
  local detail = counted(select(2, file.text:gsub("\n", "")), "line")
  if notes then
    detail = detail .. ", " .. counted(notes, "note")
  end
  return {
    text = indent .. vim.fs.basename(file.path),
    detail = detail,
    open = function()
      view.beside(file.uri)
    end,
  }
end

---@param note table
---@param uris table<string, string> URI of each generated file by its path
---@return temple.Row
local function note_row(note, uris)
  local location = note.path and (note.line and ("%s:%d"):format(note.path, note.line + 1) or note.path)
  return {
    text = ("%s %s%s"):format(marks[note.severity] or "H", location and location .. "  " or "", note.message),
    group = groups[note.severity],
    level = "1",
    open = function(of)
      if note.path and uris[note.path] then
        view.beside(uris[note.path], note.line and note.line + 1)
      elseif note.range then
        view.source(of, note.range)
      end
    end,
  }
end

---@param answer table
---@return temple.Row[]
local function rows(answer)
  local result, uris = {}, {}
  local folders, files = by_folder(answer.files)
  local notes = notes_by_path(answer.notes)
  for _, folder in ipairs(folders) do
    local inner = folder ~= "."
    if inner then
      table.insert(result, { text = folder .. "/", group = "Directory", level = ">1" })
    end
    for _, file in ipairs(files[folder]) do
      uris[file.path] = file.uri
      local row = file_row(file, inner and "  " or "", notes[file.path])
      row.level = inner and "1" or "0"
      table.insert(result, row)
    end
  end
  if #answer.notes > 0 then
    table.insert(result, { text = "", level = "0" })
    table.insert(result, { text = "Notes", group = "Title", level = ">1" })
    for _, note in ipairs(answer.notes) do
      table.insert(result, note_row(note, uris))
    end
  end
  return result
end

---@param of temple.View
---@param answer table
---@return temple.Page
local function page(of, answer)
  local name = templefile.label(of.source)
  local target = answer.target ~= vim.NIL and answer.target or "no provider"
  return {
    title = ("%s → %s, %s"):format(name, target, counted(#answer.files, "file")),
    warning = (source.warning(answer, name)),
    rows = rows(answer),
  }
end

---@param options { source?: integer, target?: string, mods?: table }
function M.open(options)
  local buf = options.source or templefile.current()
  if not buf then
    return
  end
  view.open({
    kind = "preview",
    key = options.target,
    filetype = "temple-preview",
    source = buf,
    follows = true,
    mods = options.mods,
    width = 40,
    wrap = true,
    request = {
      method = "temple/previewManifests",
      params = function()
        return {
          textDocument = { uri = vim.uri_from_bufnr(buf) },
          target = options.target,
          source = source.of(buf),
        }
      end,
    },
    page = page,
  })
end

--- Updates the views of a Templefile after its generated files have changed.
---@param uri string
function M.changed(uri)
  view.reload_where(function(of)
    return of.follows == true and vim.uri_from_bufnr(of.source) == uri
  end)
end

--- Updates everything that is generated from a Templefile: it was read again, the user has chosen another version,
--- or it has a new server, which reports changes only after a request.
---@param buf integer
function M.refresh(buf)
  vim.schedule(function()
    if vim.api.nvim_buf_is_loaded(buf) then
      local uri = vim.uri_from_bufnr(buf)
      M.changed(uri)
      require("temple.document").refresh_all(uri)
    end
  end)
end

return M
