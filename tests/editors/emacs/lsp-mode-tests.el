;;; lsp-mode-tests.el --- Tests of temple-mode with lsp-mode  -*- lexical-binding: t; -*-

;;; Code:

(require 'temple-tests)
(require 'lsp-mode)
(require 'lsp-diagnostics)

(setq lsp-auto-configure nil
      lsp-auto-guess-root t
      lsp-enable-file-watchers nil
      lsp-restart 'ignore
      lsp-session-file (expand-file-name "lsp-session"))

(defun temple-tests--lsp-problems ()
  "What lsp-mode knows of this buffer, as a text."
  (format "%S" (mapcar (lambda (it) (gethash "message" it))
                       (gethash (buffer-file-name) (lsp-diagnostics)))))

(temple-test temple-lsp-mode "with lsp-mode, the server is started and says what is wrong"
  (eglot-shutdown (eglot-current-server) nil temple-tests--patience)
  (lsp)
  (temple-tests--eventually (lsp-workspaces))
  (temple-tests--eventually (string-match-p "Unknown type `strin`" (temple-tests--lsp-problems)))
  (temple-tests--go "Customer: service")
  (lsp-rename "Client")
  (should (temple-tests--has "by: Client;"))
  (mapc #'lsp-workspace-shutdown (lsp-workspaces)))

;;; lsp-mode-tests.el ends here
