--- The text that previews, generated files and plans come from while the Templefile has errors.

local cases = {}

---@param name string
---@param test fun(editor: Editor)
local function case(name, test)
  table.insert(cases, { name = name, test = test })
end

local last_valid = "Showing the last valid files: shop.temple has errors."
local valid_parts = "Showing valid parts only: shop.temple has errors."

--- Replaces a part of the Templefile's text from any window, as typing there does.
---@param editor Editor
---@param old string
---@param new string with `\r` for the end of a line
local function change(editor, old, new)
  editor:lua(
    [[
    local old, new = ...
    vim.cmd("execute bufwinnr('shop.temple$') 'wincmd w'")
    vim.fn.cursor(1, 1)
    assert(vim.fn.search("\\V" .. old, "c") > 0, old)
    vim.cmd(("substitute/\\V%s/%s/"):format(vim.fn.escape(old, "/"), vim.fn.escape(new, "/")))
  ]],
    old,
    new
  )
end

--- Waits until a window of a kind shows one text, possibly in its banner, and does not show another one.
---@param editor Editor
---@param kind string the filetype
---@param piece string
---@param without? string
local function shows(editor, kind, piece, without)
  editor:expect(
    ("%s with %q"):format(kind, piece) .. (without and (" and without %q"):format(without) or ""),
    [[
    local kind, piece, without = ...
    for _, win in ipairs(vim.api.nvim_list_wins()) do
      local buf = vim.api.nvim_win_get_buf(win)
      if vim.bo[buf].filetype == kind then
        local text = table.concat(vim.api.nvim_buf_get_lines(buf, 0, -1, false), "\n") .. "\n" .. vim.wo[win].winbar
        return text:find(piece, 1, true) ~= nil and not (without and text:find(without, 1, true))
      end
    end
  ]],
    kind,
    piece,
    without
  )
end

--- Waits until tree, file and plan show a column of the table of customers, and no warning.
---@param editor Editor
---@param column string
local function all_current(editor, column)
  shows(editor, "temple-preview", "init.sql", "has errors")
  shows(editor, "sql", ("\n  %s "):format(column), "has errors")
  shows(editor, "temple-plan", ("+  %s "):format(column), "has errors")
end

--- Waits until tree, file and plan show the last valid files, with a column of the table of customers.
---@param editor Editor
---@param column string
local function all_last_valid(editor, column)
  shows(editor, "temple-preview", last_valid)
  shows(editor, "sql", "last valid files: shop.temple has errors")
  shows(editor, "sql", ("\n  %s "):format(column))
  shows(editor, "temple-plan", last_valid)
  shows(editor, "temple-plan", ("+  %s "):format(column))
end

--- Waits until tree, file and plan show valid parts, without a column of the table of customers.
---@param editor Editor
---@param column string
local function all_valid_parts(editor, column)
  shows(editor, "temple-preview", valid_parts)
  shows(editor, "sql", "valid parts only: shop.temple has errors", ("\n  %s "):format(column))
  shows(editor, "temple-plan", valid_parts, ("+  %s "):format(column))
end

--- Opens the plan into a folder with another table of customers.
---@param editor Editor
local function plan(editor)
  local folder = editor.home .. "/generated"
  editor.write_file(folder .. "/customer-db/init.sql", "CREATE TABLE customer;\n")
  editor:command("TemplePlan " .. folder)
  editor:expect("the plan", [[return vim.bo.filetype == "temple-plan"]])
end

--- Opens the tree and the table of customers.
---@param editor Editor
local function preview(editor)
  editor:command("TemplePreview")
  editor:expect("the tree", [[return vim.bo.filetype == "temple-preview"]])
  editor:go("customer-db/\\n  \\zsinit.sql")
  editor:type("<CR>")
  editor:expect("the table", [[return vim.bo.filetype == "sql" and vim.fn.getline(1) ~= ""]])
end

--- Opens the Templefile and corrects it.
---@param editor Editor
local function open_valid(editor)
  editor:open()
  change(editor, "strin(", "string(")
  editor:expect("no errors", [[return #vim.diagnostic.get(0, { severity = vim.diagnostic.severity.ERROR }) == 0]])
end

--- Makes a mistake and waits until the server has reported it.
---@param editor Editor
local function misspell(editor)
  change(editor, "email: string", "email: strng")
  editor:expect("an error", [[return #vim.diagnostic.get(0, { severity = vim.diagnostic.severity.ERROR }) == 1]])
end

case("after a mistake, preview and plan show the last valid files; after `undo` they follow", function(editor)
  open_valid(editor)
  preview(editor)
  plan(editor)
  all_current(editor, "email")
  misspell(editor)
  all_last_valid(editor, "email")
  editor:command("undo")
  all_current(editor, "email")
  change(editor, "email: string", "mail: string")
  all_current(editor, "mail")
end)

case("a preview and a plan that are opened after the mistake show the last valid files", function(editor)
  open_valid(editor)
  misspell(editor)
  preview(editor)
  plan(editor)
  all_last_valid(editor, "email")
end)

case("a plan that stands alone follows the Templefile", function(editor)
  open_valid(editor)
  plan(editor)
  shows(editor, "temple-plan", "+  email ", "has errors")
  misspell(editor)
  shows(editor, "temple-plan", last_valid)
  shows(editor, "temple-plan", "+  email ")
  change(editor, "email: strng", "mail: string")
  shows(editor, "temple-plan", "+  mail ", "has errors")
end)

case("of a Templefile that is opened with errors, the valid parts are shown until it is valid", function(editor)
  editor:open()
  preview(editor)
  plan(editor)
  all_valid_parts(editor, "name")
  change(editor, "strin(", "string(")
  all_current(editor, "name")
  change(editor, "string(", "strin(")
  all_last_valid(editor, "name")
end)

case("a provider can be chosen while there are errors", function(editor)
  open_valid(editor)
  misspell(editor)
  editor:command("TemplePreview kubernetes")
  editor:expect_shown("shop.temple → kubernetes")
  shows(editor, "temple-preview", last_valid)
  editor:go("customer-db/\\n  \\zsinit.sql")
  editor:type("<CR>")
  shows(editor, "sql", "\n  email ")
end)

case("`:edit` shows the valid parts in all views, which follow until the text is valid", function(editor)
  open_valid(editor)
  preview(editor)
  plan(editor)
  misspell(editor)
  all_last_valid(editor, "email")
  editor:command("execute bufwinnr('init.sql$') 'wincmd w'")
  editor:command("edit")
  all_valid_parts(editor, "email")
  change(editor, "name: string", "title: string")
  shows(editor, "sql", "\n  title ")
  shows(editor, "temple-plan", "+  title ")
  all_valid_parts(editor, "email")
  change(editor, "strng", "string")
  all_current(editor, "email")
  misspell(editor)
  all_last_valid(editor, "email")
end)

case("`s` switches between the last valid files and the valid parts", function(editor)
  open_valid(editor)
  preview(editor)
  plan(editor)
  misspell(editor)
  all_last_valid(editor, "email")
  editor:command("execute bufwinnr('temple-view://preview') 'wincmd w'")
  editor:type("s")
  all_valid_parts(editor, "email")
  editor:type("s")
  all_last_valid(editor, "email")
end)

case("opening a generated file once more from the tree does not read it again", function(editor)
  open_valid(editor)
  preview(editor)
  plan(editor)
  misspell(editor)
  all_last_valid(editor, "email")
  for _ = 1, 2 do
    editor:command("execute bufwinnr('temple-view://preview') 'wincmd w'")
    editor:go("customer-db/\\n  \\zsinit.sql")
    editor:type("<CR>")
    editor:expect("the table", [[return vim.bo.filetype == "sql"]])
  end
  editor:command("TemplePreview")
  all_last_valid(editor, "email")
end)

case("a line of the last valid files leads to where its origin has moved", function(editor)
  open_valid(editor)
  preview(editor)
  plan(editor)
  change(editor, "Customer: service", "// one line\\r// and another one\\rCustomer: service")
  misspell(editor)
  all_last_valid(editor, "email")
  editor:command("execute bufwinnr('init.sql$') 'wincmd w'")
  editor:go("name VARCHAR")
  editor:type("gd")
  editor:expect(
    "the attribute",
    [[return vim.bo.filetype == "temple" and vim.fn.getline("."):find("name: string", 1, true) ~= nil]]
  )
end)

case("a line of the last valid files whose origin has changed says so", function(editor)
  open_valid(editor)
  preview(editor)
  plan(editor)
  change(editor, "  email: string @unique;\\n", "  mai")
  all_last_valid(editor, "email")
  editor:command("execute bufwinnr('init.sql$') 'wincmd w'")
  editor:go("email")
  editor:type("gd")
  editor:expect_message("has changed since the last valid version")
end)

case("a position in a text with errors leads to the lines of the last valid files", function(editor)
  open_valid(editor)
  change(editor, "Customer: service", "// one line\\rCustomer: service")
  misspell(editor)
  editor:go("name: string")
  editor:command("TempleManifests")
  editor:expect("a list", [[return vim.bo.buftype == "quickfix"]])
  editor:expect_text("customer-db/init.sql|3 col 1| name VARCHAR(40) NOT NULL")
end)

return cases
