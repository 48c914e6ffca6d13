# Templefiles in Kakoune, with the language server through kakoune-lsp.

hook global BufCreate .*[.]temple(file)? %{
    set-option buffer filetype temple
}

hook global BufSetOption filetype=temple %{
    set-option buffer comment_line '//'
    set-option buffer comment_block_begin '/*'
    set-option buffer comment_block_end '*/'
    set-option buffer indentwidth 2
    # kakoune-lsp uses this option for formatting.
    set-option buffer tabstop 2
    set-option buffer lsp_servers %{
        [temple-lsp]
        root_globs = [".git"]
        command = "temple-lsp"
        args = ["--stdio"]
    }
}

# Words are classified by their position, so no word of the language is needed here.
add-highlighter shared/temple regions
add-highlighter shared/temple/code default-region group
add-highlighter shared/temple/line_comment region '//' $ fill comment
add-highlighter shared/temple/block_comment region '/\*' '\*/' fill comment
add-highlighter shared/temple/code/ regex '(\w+)\s*:\s*(\w+)' 1:variable 2:type
add-highlighter shared/temple/code/ regex '(\w+)\s*:\s*(\w+)\s*\{' 1:type 2:keyword
add-highlighter shared/temple/code/ regex '[#]\s*\w*' 0:meta
add-highlighter shared/temple/code/ regex '@\s*\w*' 0:attribute
add-highlighter shared/temple/code/ regex '-?\b\d+(\.\d+)?([eE][+-]?\d+)?\h*[kKmMgG]?\b' 0:value

hook global WinSetOption filetype=temple %{
    add-highlighter window/temple ref temple
    lsp-enable-window
    hook -once -always window WinSetOption filetype=.* %{
        remove-highlighter window/temple
    }
}

# Previews and plans: the output of temple-lsp for the text of a buffer, saved or not.

define-command temple-preview -docstring 'show all files that are generated from this buffer' %{
    temple-show *temple-preview* 'preview --format text -'
}

define-command temple-plan -params 1 -file-completion -docstring 'temple-plan <folder>: show what generating into a folder would change' %{
    # Quotes the folder for the shell.
    temple-show *temple-plan* %sh{ printf "plan - '%s'" "$(printf %s "$1" | sed "s/'/'\\\\''/g")" }
}

# Copies the text to a scratch buffer, and replaces it there with the output of the program.
define-command -hidden temple-show -params 2 %{
    evaluate-commands -save-regs 'c|' %{
        execute-keys -draft '%"cy'
        # Shows errors first, then the valid parts. A plan also exits with 1 for changes.
        set-register | "
            errors=$(mktemp)
            out=$(temple-lsp %arg{2} 2>""$errors"")
            [ $? -ne 1 ] || [ ! -s ""$errors"" ] || echo 'Showing valid parts only: the buffer has errors.'
            cat ""$errors""
            rm ""$errors""
            printf '%%s\n' ""$out""
        "
        edit! -scratch %arg{1}
        execute-keys '%"cR%|<ret>gg'
    }
}
