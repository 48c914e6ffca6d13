;;; tree-sitter-tests.el --- Tests of temple-ts-mode  -*- lexical-binding: t; -*-

;;; Code:

(require 'temple-tests)
(require 'treesit)

(setq treesit-extra-load-path (list (expand-file-name "../tree-sitter")))

(temple-test temple-tree-sitter "with tree-sitter, colours words by the tree, and the server is the same"
  (temple-ts-mode)
  (should (treesit-parser-list))
  (should (eq (temple-tests--face "// A shop") 'font-lock-comment-face))
  (should (eq (temple-tests--face "Shop:") 'font-lock-type-face))
  (should (eq (temple-tests--face "project") 'font-lock-keyword-face))
  (should (eq (temple-tests--face "provider") 'font-lock-preprocessor-face))
  (should (eq (temple-tests--face "dockerCompose") 'font-lock-constant-face))
  (should (eq (temple-tests--face "name:") 'font-lock-variable-name-face))
  (should (eq (temple-tests--face "strin(") 'font-lock-type-face))
  (should (eq (temple-tests--face "unique") 'font-lock-builtin-face))
  (temple-tests--go "email")
  (beginning-of-defun)
  (should (looking-at-p "Customer: service"))
  (temple-tests--eventually (temple-tests--has-problem "Unknown type `strin`"))
  (temple-preview "docker-compose.yml")
  (should (temple-tests--has "version: '3'")))

;;; tree-sitter-tests.el ends here
