--- Plans, pictures and lists.

local cases = {}

---@param name string
---@param test fun(editor: Editor)
local function case(name, test)
  table.insert(cases, { name = name, test = test })
end

--- Creates a folder with a changed file, one that belongs to the user, and one that is no longer generated.
---@param editor Editor
---@return string folder
local function generated(editor)
  local folder = editor.home .. "/generated"
  editor.write_file(folder .. "/docker-compose.yml", "version: '2'\n")
  editor.write_file(folder .. "/basket/config.json", "{}\n")
  editor.write_file(folder .. "/customer-db/init.sql", "")
  return folder
end

case("the plan shows what generating would add, change and leave behind, with folded differences", function(editor)
  editor:open()
  editor:command("TemplePlan " .. generated(editor))
  editor:expect("the plan", [[return vim.bo.filetype == "temple-plan"]])
  editor:expect_text("added\n  api/shop.openapi.yaml\n")
  editor:expect_text("changed\n  customer-db/init.sql\n")
  editor:expect_text("-version: '2'")
  editor:expect_text("+version: '3'")
  editor:expect_shown("2 changed")
  editor:expect_text("Showing valid parts only: shop.temple has errors.")
  editor:go("  docker-compose.yml")
  assert(editor:lua([[return vim.fn.foldclosedend(".") > vim.fn.line(".")]]), "the difference is not folded")
  editor:type("zo")
  editor:expect("the difference", [[return vim.fn.foldclosed(".") == -1]])
end)

case("a file of the plan is compared with the one in the folder", function(editor)
  editor:open()
  editor:command("TemplePlan " .. generated(editor))
  editor:expect("the plan", [[return vim.bo.filetype == "temple-plan"]])
  editor:go("  docker-compose.yml")
  editor:type("d")
  editor:expect(
    "two windows that are compared",
    [[
    local names = {}
    for _, win in ipairs(vim.api.nvim_tabpage_list_wins(0)) do
      if vim.wo[win].diff then
        table.insert(names, vim.api.nvim_buf_get_name(vim.api.nvim_win_get_buf(win)))
      end
    end
    return #names == 2
      and names[1]:find("generated/docker-compose.yml", 1, true)
      and vim.startswith(names[2], "temple-manifest://")
  ]]
  )
end)

case("the plan is for the folder of the Templefile, unless another one is named", function(editor)
  editor:open()
  editor:command("TemplePlan")
  editor:expect_shown("shop.temple → ~/shop: ")
end)

case("the picture follows the Templefile, in the format that is named", function(editor)
  editor:open()
  editor:command("TempleGraph")
  editor:expect("Mermaid", [[return vim.bo.filetype == "mermaid" and vim.fn.getline(1):find("flowchart") ~= nil]])
  editor:command("wincmd p")
  editor:go("Order: service")
  editor:type("OBook: service {}<Esc>")
  editor:expect_shown("Book")
  editor:command("TempleGraph svg")
  editor:expect("SVG", [[return vim.bo.filetype == "svg" and vim.fn.getline(1):find("<svg") ~= nil]])
  editor:command("write shop.svg")
  assert(editor.read_file(editor.home .. "/shop.svg"):find("</svg>"), "no picture is written")
end)

--- Turns code lenses on, as in the help.
---@param editor Editor
local function show_lenses(editor)
  editor:lua([[
    if vim.lsp.codelens.enable then
      vim.lsp.codelens.enable()
    else
      vim.lsp.codelens.refresh()
    end
  ]])
end

case("a code lens counts references and lists them", function(editor)
  editor:open()
  show_lenses(editor)
  editor:go("Customer: service")
  editor:expect(
    "a lens that counts",
    [[
    for _, mark in ipairs(vim.api.nvim_buf_get_extmarks(0, -1, 0, -1, { details = true })) do
      local text = vim.inspect(mark[4].virt_text or mark[4].virt_lines or {})
      if text:find("1 reference", 1, true) then
        return true
      end
    end
  ]]
  )
  -- If a line has several lenses, Neovim asks the user to choose one.
  editor:lua([[
    vim.ui.select = function(items, options, choose)
      for i, item in ipairs(items) do
        if options.format_item(item):find("reference") then
          return choose(item, i)
        end
      end
    end
    vim.lsp.codelens.run()
  ]])
  editor:expect("a list", [[return vim.bo.buftype == "quickfix"]])
  editor:expect_text("shop.temple|12 col 7")
  editor:expect_text("by: Customer;")
end)

case("the code lens above the project opens the preview", function(editor)
  editor:open()
  show_lenses(editor)
  editor:go("Shop: project")
  editor:expect("the lens", [[return #vim.lsp.codelens.get(vim.lsp.codelens.enable and {} or 0) > 0]])
  editor:lua("vim.lsp.codelens.run()")
  editor:expect("the tree", [[return vim.bo.filetype == "temple-preview"]])
end)

return cases
