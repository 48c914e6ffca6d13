--- Completion by `CTRL-X CTRL-O`, and by the list that opens by itself if the user has set that up.

local cases = {}

---@param name string
---@param test fun(editor: Editor)
---@param versions { since?: string, before?: string }
local function case(name, test, versions)
  table.insert(cases, vim.tbl_extend("error", { name = name, test = test }, versions))
end

--- Versions whose client for language servers has completion, and versions for which the plugin provides it.
local with_menu, without = { since = "0.12.0" }, { before = "0.11.0" }

local project, service = "#provider(dockerCompose)", "email: string"

--- Opens the Templefile and types on a new line below a part of its text.
---@param editor Editor
---@param below string
---@param keys string
local function type_below(editor, below, keys)
  editor:open()
  editor:go(below)
  editor:type("o" .. keys)
end

--- Waits until the menu shows these labels.
---@param editor Editor
---@param ... string
local function expect_menu(editor, ...)
  editor:expect(
    "a menu with " .. table.concat({ ... }, ", "),
    [[
    local labels = vim.tbl_map(function(item)
      return vim.trim(item.abbr:match("^[^ (]*"))
    end, vim.fn.complete_info({ "items" }).items)
    return vim.fn.pumvisible() == 1 and vim.deep_equal(labels, ...)
  ]],
    { ... }
  )
end

---@param editor Editor
---@param text string
local function expect_line(editor, text)
  editor:expect(("the line %q"):format(text), [[return vim.api.nvim_get_current_line() == "  " .. ...]], text)
end

for typed, word in pairs({ aut = "authMethod", ["#aut"] = "#authMethod" }) do
  case(typed .. " completes to #authMethod, also after one letter more", function(editor)
    type_below(editor, project, typed .. "<C-x><C-o>")
    expect_menu(editor, "#authMethod")
    expect_line(editor, typed)
    editor:type("h")
    expect_menu(editor, "#authMethod")
    expect_line(editor, typed .. "h")
    -- Moves away from the item and back, so that it is selected by a key.
    editor:type("<C-n><C-n>")
    expect_line(editor, word)
    editor:type("<C-y>")
    expect_line(editor, "#authMethod(email);")
  end, with_menu)
end

case("enum completes to #enumerable", function(editor)
  type_below(editor, service, "en<C-x><C-o>")
  expect_menu(editor, "#enumerable")
  editor:type("u")
  expect_line(editor, "enu")
  expect_menu(editor, "#enumerable")
  editor:type("<C-y>")
  expect_line(editor, "#enumerable;")
end, with_menu)

case("un after a type completes to @unique", function(editor)
  type_below(editor, service, "phone: string un<C-x><C-o>")
  expect_menu(editor, "@unique")
  editor:type("<C-y>")
  expect_line(editor, "phone: string @unique")
end, with_menu)

case("after CTRL-X CTRL-O at nothing, xyz and Enter insert no item", function(editor)
  type_below(editor, project, "<C-x><C-o>")
  expect_menu(editor, "#language", "#database", "#metrics", "#readable", "#writable", "#authMethod")
  editor:type("xyz<CR>")
  editor:expect_text("\n  xyz\n")
end, with_menu)

case("a value is found by another spelling", function(editor)
  type_below(editor, project, "#provider(k8<C-x><C-o>")
  expect_menu(editor, "kubernetes")
  editor:type("<C-y>")
  expect_line(editor, "#provider(kubernetes")
end, with_menu)

case("a list that opens by itself is made again for each letter", function(editor)
  editor:configure(editor:plain() .. [[
    vim.o.completeopt = "menu,menuone,noselect"
    vim.api.nvim_create_autocmd("LspAttach", {
      callback = function(event)
        vim.lsp.completion.enable(true, event.data.client_id, event.buf, { autotrigger = true })
      end,
    })
    vim.g.answers = 0
    vim.api.nvim_create_autocmd("LspRequest", {
      callback = function(event)
        local request = event.data.request
        if request.method == "textDocument/completion" and request.type == "complete" then
          vim.g.answers = vim.g.answers + 1
        end
      end,
    })
  ]])
  type_below(editor, service, "#")
  expect_menu(editor, "#language", "#database", "#auth", "#enumerable", "#readable", "#writable", "#omit", "#uses")
  -- Until the list for a letter is there, the one before is shown, and closes when it comes.
  for letter in ("en"):gmatch(".") do
    local answers = editor:lua("return vim.g.answers")
    editor:type(letter)
    editor:expect("a list for " .. letter, "return vim.g.answers > ...", answers)
  end
  expect_menu(editor, "#enumerable")
  editor:type("<C-n>")
  expect_line(editor, "#enumerable;")
  editor:type("<C-y><CR>")
  editor:expect_text("  #enumerable;\n  \n")
end, with_menu)

for typed, whole in pairs({
  aut = "#authMethod(email);",
  ["#aut"] = "#authMethod(email);",
  ["#provider(k8"] = "#provider(kubernetes",
}) do
  case(("%s completes to %s at once"):format(typed, whole), function(editor)
    type_below(editor, project, typed .. "<C-x><C-o>")
    expect_line(editor, whole)
  end, without)
end

case("un after a type completes to @unique at once", function(editor)
  type_below(editor, service, "phone: string un<C-x><C-o>;<Esc>")
  editor:expect_text("  phone: string @unique;\n")
end, without)

case("the menu follows what is typed, and is empty where nothing fits", function(editor)
  editor:configure(editor:plain() .. [[vim.o.completeopt = "menu,menuone,noselect"]])
  type_below(editor, service, "<C-x><C-o>")
  editor:expect("a menu", [[return #vim.fn.complete_info({ "items" }).items > 5]])
  editor:type("e")
  expect_line(editor, "e")
  editor:type("n")
  expect_menu(editor, "#enumerable")
  editor:type("<C-n>")
  expect_line(editor, "#enumerable;")
  editor:type("<C-y><CR><C-x><C-o>")
  editor:expect("a menu", [[return #vim.fn.complete_info({ "items" }).items > 5]])
  editor:type("xyz<CR>")
  editor:expect_text("  #enumerable;\n  xyz\n")
end, without)

case("what an accepted item needs elsewhere comes with it", function(editor)
  type_below(editor, service, "#auth<C-x><C-o><Esc>")
  editor:expect_text("  #auth;\n")
  editor:expect_text("  #authMethod(email);\n")
end, without)

case("an item of several lines is whole", function(editor)
  type_below(editor, service, "str<C-x><C-o><Esc>")
  editor:expect_text("  Name: struct {\n    \n  }\n")
end, without)

return cases
