--- Runs every case in every Neovim, and prints TAP.

local here = vim.fs.dirname(debug.getinfo(1, "S").source:sub(2))
package.path = here .. "/?.lua;" .. package.path

local Editor = require("editor")

local function say(line)
  io.stdout:write(line, "\n")
  io.stdout:flush()
end

---@type { name: string, test: fun(editor: Editor), since?: string, before?: string }[]
local cases = {}
for _, module in ipairs({ "text", "completion", "preview", "valid", "views", "setup", "screen" }) do
  vim.list_extend(cases, require("cases." .. module))
end

local function version(program)
  return vim.fn.system({ program, "--version" }):match("NVIM v(%d+%.%d+)")
end

local number, failed = 0, 0

---@param case table
---@param program string
---@param release string
local function run(case, program, release)
  number = number + 1
  local editor = Editor.new(program, release, ("%s/%02d"):format(vim.env.OUTPUT, number))
  local ok, problem = xpcall(case.test, debug.traceback, editor)
  editor:quit()
  say(("%s %d - Neovim %s: %s"):format(ok and "ok" or "not ok", number, release, case.name))
  if not ok then
    failed = failed + 1
    say("# " .. problem:gsub("\n", "\n# "))
  end
end

say("TAP version 13")
for _, program in ipairs({ vim.env.NVIM, vim.env.NVIM_OLD }) do
  local release = version(program)
  for _, case in ipairs(cases) do
    local is_old = case.since and vim.version.lt(release .. ".0", case.since)
    local is_new = case.before and not vim.version.lt(release .. ".0", case.before)
    if not is_old and not is_new then
      run(case, program, release)
    end
  end
end
say(("1..%d"):format(number))
os.exit(failed == 0 and 0 or 1)
