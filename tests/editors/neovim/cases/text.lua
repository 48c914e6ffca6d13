--- The features of the language server for the text, as Neovim shows them.

local cases = {}

---@param name string
---@param test fun(editor: Editor)
local function case(name, test)
  table.insert(cases, { name = name, test = test })
end

case("a broken Templefile shows its errors at their positions", function(editor)
  editor:open()
  local found = editor:lua([[
    return vim.tbl_map(function(d)
      return { d.lnum, d.col, d.code, d.message }
    end, vim.diagnostic.get(0, { severity = vim.diagnostic.severity.ERROR }))
  ]])
  assert(#found == 1, vim.inspect(found))
  assert(vim.deep_equal({ 6, 8, "unknown-type" }, { unpack(found[1], 1, 3) }), vim.inspect(found))
  assert(found[1][4]:find("`strin`", 1, true), vim.inspect(found))
end)

case("errors go as soon as they are mended, without saving", function(editor)
  editor:open()
  editor:go("strin(")
  editor:type("cwstring<Esc>")
  editor:expect("no errors", [[return #vim.diagnostic.get(0, { severity = vim.diagnostic.severity.ERROR }) == 0]])
end)

case("hover explains a word in a floating window", function(editor)
  editor:open()
  editor:go("unique")
  editor:command("lua vim.lsp.buf.hover()")
  local text = editor:expect(
    "a floating window",
    [[
    for _, win in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(win).relative ~= "" then
        return table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(win), 0, -1, false), "\n")
      end
    end
  ]]
  )
  assert(text:find("@unique", 1, true), text)
end)

case("a provider is completed and accepted", function(editor)
  editor:open()
  editor:go("dockerCompose")
  editor:type("dt)i<C-x><C-o>")
  editor:expect("a menu", "return vim.fn.pumvisible() == 1")
  editor:expect(
    "the provider to be chosen",
    [[
    local info = vim.fn.complete_info({ "items", "selected" })
    local chosen = info.items[info.selected + 1]
    if chosen and vim.startswith(chosen.abbr, "kubernetes") then
      return true
    end
    vim.api.nvim_input("<C-n>")
  ]]
  )
  editor:type("<C-y><Esc>")
  editor:expect_text("#provider(kubernetes);")
end)

case("rename changes every mention", function(editor)
  editor:open()
  editor:go("Customer: service")
  editor:command("lua vim.lsp.buf.rename('Client')")
  editor:expect_text("by: Client;")
  editor:expect_text("Client: service {")
end)

case("a quick fix mends an error", function(editor)
  editor:open()
  editor:go("strin(")
  editor:command([[lua vim.lsp.buf.code_action({ apply = true, filter = function(action)
    return action.kind == "quickfix" and action.isPreferred
  end })]])
  editor:expect_text("name: string(40);")
end)

case("formatting puts the white space right", function(editor)
  editor:open()
  editor:command("lua vim.lsp.buf.format()")
  editor:expect_text("  total: float(min: 0.0);")
end)

case("a new line is indented by its bracket", function(editor)
  editor:open()
  editor:go("Order: service")
  editor:type("oa: int;<CR>}<Esc>")
  editor:expect_text("Order: service {\n  a: int;\n}")
end)

case("the asterisks of a comment stay below each other", function(editor)
  editor:open()
  local drawn = "  /*\n   * a {\n   * b\n   */\n  by: Customer;"
  editor:go("by: Customer")
  editor:type("O/*<CR>a {<CR>b<CR>/<Esc>")
  editor:expect_text(drawn)
  editor:type("gg=G")
  editor:expect_text(drawn)
end)

case("blocks fold by what the server says", function(editor)
  if editor.release == "0.10" then
    editor:start(editor.file)
    editor:command("TempleInstallParser")
    editor:quit()
  end
  editor:open()
  editor:go("Order: service")
  editor:expect("a fold", [[return vim.fn.foldlevel(".") > 0 and vim.fn.foldclosed(".") == -1]])
  editor:type("zc")
  editor:expect("a closed fold", [[return vim.fn.foldclosed(".") == vim.fn.line(".")]])
end)

return cases
