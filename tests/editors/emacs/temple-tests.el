;;; temple-tests.el --- Tests of temple-mode with Eglot  -*- lexical-binding: t; -*-

;;; Commentary:

;; Every test opens the broken Templefile, and first waits for its diagnostics.

;;; Code:

(require 'cl-lib)
(require 'ert)
(require 'flymake)
(require 'eglot)
(require 'temple-mode)

(defconst temple-tests--patience (string-to-number (getenv "PATIENCE")))
(defconst temple-tests--folder (file-name-directory load-file-name))
(defconst temple-tests--server (list (getenv "TEMPLE_LSP") "--stdio"))

(setq temple-server-command temple-tests--server
      eglot-autoreconnect t
      eglot-autoshutdown nil
      eglot-connect-timeout temple-tests--patience
      eglot-send-changes-idle-time 0.05
      eglot-sync-connect temple-tests--patience
      create-lockfiles nil
      make-backup-files nil
      native-comp-enable-subr-trampolines nil
      native-comp-jit-compilation nil
      vc-handled-backends nil)

(defun temple-tests--wait (what condition)
  "Wait until CONDITION gives something, and give it; WHAT is for the message."
  (let ((end (+ (float-time) temple-tests--patience))
        value)
    (while (not (or (setq value (funcall condition)) (> (float-time) end)))
      (accept-process-output nil 0.02))
    (or value (error "Never came: %s.  The text is:\n%s" what (buffer-string)))))

(defmacro temple-tests--eventually (condition)
  "Wait until CONDITION holds."
  `(temple-tests--wait ',condition (lambda () ,condition)))

(defun temple-tests--shop ()
  "A copy of the broken Templefile, in a folder of its own."
  (let ((folder (make-temp-file (expand-file-name "shop-") t)))
    (copy-file (expand-file-name "shop.temple" (getenv "WORKSPACE")) (file-name-as-directory folder))
    (expand-file-name "shop.temple" folder)))

(defun temple-tests--problems ()
  "What Flymake shows.  In batch, no idle time makes it look."
  (flymake-start)
  (mapcar #'flymake-diagnostic-text (flymake-diagnostics)))

(defun temple-tests--has-problem (text)
  "Whether one of the problems has TEXT in it."
  (seq-find (lambda (problem) (string-match-p (regexp-quote text) problem)) (temple-tests--problems)))

(defun temple-tests--connect ()
  "Start the server as a user does."
  (call-interactively #'eglot)
  (temple-tests--eventually (eglot-current-server))
  (temple-tests--eventually (temple-tests--has-problem "Unknown type `strin`")))

(defmacro temple-test (name does &rest body)
  "Define the test NAME: a Templefile is open and connected, and BODY runs.
DOES says what the user sees."
  (declare (indent 2))
  `(ert-deftest ,name ()
     ,does
     (let ((file (temple-tests--shop))
           (before (buffer-list)))
       (unwind-protect
           (progn
             (delete-other-windows)
             (find-file file)
             (temple-tests--connect)
             ,@body)
         (dolist (server (apply #'append (hash-table-values eglot--servers-by-project)))
           (ignore-errors (eglot-shutdown server nil temple-tests--patience)))
         (dolist (buffer (seq-difference (buffer-list) before))
           (with-current-buffer buffer (set-buffer-modified-p nil))
           (let (kill-buffer-query-functions) (kill-buffer buffer)))))))

(defun temple-tests--go (text)
  "Put point before TEXT."
  (goto-char (point-min))
  (search-forward text)
  (goto-char (match-beginning 0)))

(defun temple-tests--change (old new)
  "Type NEW instead of OLD, and rest.  In batch, Eglot sees no rest."
  (temple-tests--go old)
  (delete-char (length old))
  (insert new)
  (eglot--signal-textDocument/didChange))

(defun temple-tests--has (text)
  "Whether TEXT is in this buffer."
  (save-excursion
    (goto-char (point-min))
    (search-forward text nil t)))

(defun temple-tests--header ()
  "The header line of this buffer as it is drawn."
  (eval (cadr header-line-format) t))

(defun temple-tests--face (text)
  "The face of the first TEXT in this buffer."
  (font-lock-ensure)
  (temple-tests--go text)
  (let ((face (get-text-property (point) 'face)))
    (if (consp face) (car face) face)))

(defun temple-tests--mend ()
  "Repair the one error of the Templefile."
  (temple-tests--change "strin(" "string(")
  (temple-tests--eventually (not (temple-tests--has-problem "Unknown type"))))

(temple-test temple-diagnostics "underlines what is wrong"
  (should (eq major-mode 'temple-mode))
  (let ((wrong (seq-find (lambda (it) (string-match-p "Unknown type" (flymake-diagnostic-text it)))
                         (flymake-diagnostics))))
    (should (equal (buffer-substring (flymake-diagnostic-beg wrong) (flymake-diagnostic-end wrong)) "strin"))
    (should (string-match-p "Did you mean `string`" (flymake-diagnostic-text wrong))))
  (should (temple-tests--has-problem "`Order` is renamed to `ShopOrder`")))

(temple-test temple-hover "explains the service at point in the echo area"
  (temple-tests--go "Customer: service")
  (let (messages)
    (run-hook-wrapped 'eldoc-documentation-functions
                      (lambda (function)
                        (ignore-errors (funcall function (lambda (text &rest _) (push (format "%s" text) messages))))
                        nil))
    (temple-tests--eventually (seq-find (lambda (text) (string-match-p "POST */api/customer" text)) messages))))

(temple-test temple-completion "offers the providers, and takes one"
  (temple-tests--change "(dockerCompose)" "()")
  (backward-char)
  (let* ((found (run-hook-with-args-until-success 'completion-at-point-functions))
         (offered (mapcar #'substring-no-properties (all-completions "" (nth 2 found)))))
    (should (member "kubernetes" offered))
    (should (member "dockerCompose" offered)))
  (insert "kub")
  (completion-at-point)
  (should (temple-tests--has "#provider(kubernetes);")))

(temple-test temple-rename "renames a service everywhere"
  (temple-tests--go "Customer: service")
  (eglot-rename "Client")
  (temple-tests--eventually (temple-tests--has "Client: service"))
  (should (temple-tests--has "by: Client;"))
  (should-not (temple-tests--has "Customer")))

(temple-test temple-quick-fix "repairs a misspelt type"
  (temple-tests--go "strin(")
  (let (offered)
    (let ((last-nonmenu-event ?x)       ; a key, not the mouse
          (completing-read-function
           (lambda (_prompt actions &rest _)
             (setq offered (all-completions "" actions))
             (seq-find (lambda (action) (string-match-p "Replace with `string`" action)) offered))))
      (call-interactively #'eglot-code-actions))
    (should (seq-find (lambda (action) (string-match-p "Fix all" action)) offered)))
  (temple-tests--eventually (temple-tests--has "name: string(40);"))
  (eglot--signal-textDocument/didChange)
  (temple-tests--eventually (not (temple-tests--has-problem "Unknown type"))))

(temple-test temple-format "formats"
  (should (temple-tests--has "total:float(min: 0.0);"))
  (eglot-format-buffer)
  (temple-tests--eventually (temple-tests--has "total: float(min: 0.0);")))

(temple-test temple-outline "lists blocks and attributes in the index"
  (let ((index (format "%S" (funcall imenu-create-index-function))))
    (should (string-match-p "Customer" index))
    (should (string-match-p "email" index))))

(temple-test temple-colours "colours words by their position"
  (should (eq (temple-tests--face "// A shop") 'font-lock-comment-delimiter-face))
  (should (eq (temple-tests--face "Shop:") 'font-lock-type-face))
  (should (eq (temple-tests--face "project") 'font-lock-keyword-face))
  (should (eq (temple-tests--face "#provider") 'font-lock-preprocessor-face))
  (should (eq (temple-tests--face "dockerCompose") 'font-lock-constant-face))
  (should (eq (temple-tests--face "name:") 'font-lock-variable-name-face))
  (should (eq (temple-tests--face "strin(") 'font-lock-type-face))
  (should (eq (temple-tests--face "40") 'font-lock-constant-face))
  (should (eq (temple-tests--face "@unique") 'font-lock-builtin-face))
  (should (eq (temple-tests--face "min:") 'font-lock-variable-name-face))
  (temple-tests--go "#enumerable")
  (insert "note: // a: b\n")
  (should (eq (temple-tests--face "// a") 'font-lock-comment-delimiter-face))
  (should (eq (temple-tests--face "a: b") 'font-lock-comment-face)))

(temple-test temple-indentation "indents by brackets, and types a comment"
  (let ((text (buffer-string)))
    (goto-char (point-min))
    (while (not (eobp))
      (delete-horizontal-space)
      (forward-line))
    (should-not (equal (buffer-string) text))
    (indent-region (point-min) (point-max))
    (should (equal (buffer-string) text)))
  (temple-tests--go "#enumerable")
  (insert "Line: struct {\nnote: string(\n5\n);")
  (indent-region (point-min) (point-max))
  (should (temple-tests--has "\n  Line: struct {\n    note: string(\n      5\n    );"))
  (comment-line 1)
  (should (temple-tests--has "// );")))

(temple-test temple-preview-shows "shows a generated file, and says that something is missing"
  (temple-preview "customer-db/init.sql")
  (should buffer-read-only)
  (should (eq major-mode 'sql-mode))
  (should (bobp))
  (should (temple-tests--has "CREATE TABLE customer"))
  (should (string-match-p "Showing valid parts only: shop.temple has errors\\." (temple-tests--header)))
  (should-error (temple-preview "no-such-file") :type 'user-error))

(temple-test temple-preview-follows "the preview follows while typing, and stays where it is scrolled"
  (temple-tests--mend)
  (let ((source (current-buffer)))
    (temple-preview "docker-compose.yml")
    (temple-tests--go "shop-order:")
    (let ((start (save-excursion (forward-line -3) (point-marker)))
          (text (buffer-substring (point) (line-end-position)))
          (preview (current-buffer)))
      (set-window-start nil start)
      (with-current-buffer source
        (temple-tests--change "Customer: service" "Purchaser: service")
        (temple-tests--change "by: Customer" "by: Purchaser"))
      (temple-tests--eventually (temple-tests--has "purchaser:"))
      (should-not (temple-tests--has "customer:"))
      (should (eq (window-buffer) preview))
      (should (equal (buffer-substring (point) (line-end-position)) text))
      (should (= (window-start) start))
      (should (string-match-p "Generated from shop.temple" (temple-tests--header))))))

(temple-test temple-preview-gone "a preview says that its file is not generated, and follows once it is again"
  (temple-tests--mend)
  (let ((source (current-buffer)))
    (temple-preview "customer-db/init.sql")
    (dolist (names '(("Customer" "Purchaser" "Not generated from shop.temple" nil)
                     ("Purchaser" "Customer" "\\`Generated from shop.temple" t)))
      (pcase-let ((`(,old ,new ,header ,there) names))
        (with-current-buffer source
          (temple-tests--change (concat old ": service") (concat new ": service"))
          (temple-tests--change (concat "by: " old) (concat "by: " new)))
        (temple-tests--eventually (string-match-p header (temple-tests--header)))
        (should (eq (and (temple-tests--has "email") t) there))))))

(defun temple-tests--plan ()
  "The plan of this Templefile into a folder with another table of customers."
  (make-directory "customer-db" t)
  (write-region "CREATE TABLE customer;\n" nil "customer-db/init.sql" nil 'quiet)
  (temple-plan default-directory)
  (current-buffer))

(defun temple-tests--show (preview plan status column)
  "Wait until PREVIEW and PLAN have STATUS, and both show COLUMN."
  (with-current-buffer preview
    (temple-tests--eventually (string-match-p status (temple-tests--header)))
    (temple-tests--eventually (temple-tests--has (format "\n  %s " column))))
  (with-current-buffer plan
    (let ((warned (not (string-match-p "Generated" status))))
      (temple-tests--eventually (eq (and (temple-tests--has (concat "\n" status)) t) warned)))
    (temple-tests--eventually (temple-tests--has (format "\n+  %s " column)))))

(defun temple-tests--miss (column)
  "Wait until nothing in this buffer is about COLUMN."
  (temple-tests--eventually (not (temple-tests--has (format "  %s " column)))))

(defconst temple-tests--last-valid "Showing the last valid files: shop.temple has errors.")
(defconst temple-tests--valid-parts "Showing valid parts only: shop.temple has errors.")
(defconst temple-tests--current "Generated from shop.temple")

(defun temple-tests--preview-and-plan ()
  "The preview of the table of customers, and the plan, of this Templefile."
  (let ((source (current-buffer)))
    (temple-preview "customer-db/init.sql")
    (let ((preview (current-buffer)))
      (set-buffer source)
      (list preview (temple-tests--plan)))))

(temple-test temple-last-valid "after a mistake, preview and plan stay at the last valid files and say so; after undoing they follow"
  (temple-tests--mend)
  (pcase-let ((source (current-buffer))
              (`(,preview ,plan) (temple-tests--preview-and-plan)))
    (temple-tests--show preview plan temple-tests--current "email")
    (with-current-buffer source
      (undo-boundary)
      (temple-tests--change "email: string" "email: strng"))
    (temple-tests--show preview plan temple-tests--last-valid "email")
    (with-current-buffer source
      (undo-boundary)
      (undo)
      (should (temple-tests--has "email: string"))
      (eglot--signal-textDocument/didChange))
    (temple-tests--show preview plan temple-tests--current "email")
    (with-current-buffer source (temple-tests--change "email: string" "mail: string"))
    (temple-tests--show preview plan temple-tests--current "mail")))

(temple-test temple-last-valid-later "a preview and a plan that are opened after the mistake show the last valid files"
  (temple-tests--mend)
  (temple-tests--change "email: string" "email: strng")
  (pcase-let ((`(,preview ,plan) (temple-tests--preview-and-plan)))
    (temple-tests--show preview plan temple-tests--last-valid "email")))

(temple-test temple-valid-parts "of a Templefile that is opened with errors, the valid parts are shown until it is valid"
  (pcase-let ((source (current-buffer))
              (`(,preview ,plan) (temple-tests--preview-and-plan)))
    (temple-tests--show preview plan temple-tests--valid-parts "email")
    (with-current-buffer preview (temple-tests--miss "name"))
    (with-current-buffer plan (temple-tests--miss "name"))
    (with-current-buffer source (temple-tests--change "strin(" "string("))
    (temple-tests--show preview plan temple-tests--current "name")
    (with-current-buffer source (temple-tests--change "string(" "strin("))
    (temple-tests--show preview plan temple-tests--last-valid "name")))

(temple-test temple-plan-follows "a plan that stands alone follows the Templefile"
  (temple-tests--mend)
  (let ((source (current-buffer)))
    (temple-tests--plan)
    (with-current-buffer source (temple-tests--change "email: string" "email: strng"))
    (temple-tests--eventually (temple-tests--has temple-tests--last-valid))
    (should (temple-tests--has "\n+  email "))
    (with-current-buffer source (temple-tests--change "email: strng" "mail: string"))
    (temple-tests--eventually (temple-tests--has "\n+  mail "))
    (should-not (temple-tests--has "errors"))))

(temple-test temple-target-with-errors "a provider can be chosen while there are errors"
  (temple-tests--mend)
  (temple-tests--change "email: string" "email: strng")
  (temple-preview "customer-db/init.sql" "kubernetes")
  (should (temple-tests--has "\n  email "))
  (should (string-match-p temple-tests--last-valid (temple-tests--header))))

(defun temple-tests--follows (preview old new)
  "Rename a service from OLD to NEW in this buffer, and see PREVIEW follow."
  (temple-tests--change (concat old ": service") (concat new ": service"))
  (temple-tests--change (concat "by: " old) (concat "by: " new))
  (with-current-buffer preview
    (temple-tests--eventually (temple-tests--has (concat (downcase new) ":")))))

(temple-test temple-preview-returns "the preview goes on to follow after a crash of the server, and after reading the file again"
  (temple-tests--mend)
  (let ((source (current-buffer))
        (server (eglot-current-server)))
    (temple-preview "docker-compose.yml")
    (let ((preview (current-buffer)))
      (with-current-buffer source
        (signal-process (jsonrpc--process server) 'SIGKILL)
        (temple-tests--eventually (not (memq (eglot-current-server) (list server nil))))
        (temple-tests--eventually (eglot-managed-p))
        (temple-tests--follows preview "Customer" "Purchaser")
        (save-buffer)
        (revert-buffer t t)
        (temple-tests--eventually (eglot-managed-p))
        (temple-tests--follows preview "Purchaser" "Patron")))))

(temple-test temple-preview-closed "a preview says that its Templefile is closed, and follows once it is open again"
  (temple-tests--mend)
  (save-buffer)
  (let ((source (current-buffer)))
    (temple-preview "docker-compose.yml")
    (let ((preview (current-buffer)))
      (kill-buffer source)
      (should (string-match-p "Generated from a closed Templefile" (temple-tests--header)))
      (dolist (command '(revert-buffer temple-origin))
        (should (string-match-p "was closed; open it again" (temple-tests--messages command))))
      (find-file file)
      (temple-tests--eventually (eglot-managed-p))
      (temple-tests--follows preview "Customer" "Purchaser"))))

(temple-test temple-preview-order "of two answers about a preview, the later question counts"
  (temple-tests--mend)
  (temple-preview "customer-db/init.sql")
  (let (answers)
    (cl-letf (((symbol-function 'jsonrpc-async-request)
               (lambda (_server _method _params &rest rest) (push (plist-get rest :success-fn) answers))))
      (revert-buffer)
      (revert-buffer))
    (pcase-let ((`(,late ,early) answers))
      (dolist (answer (list (cons late "late") (cons early "early")))
        (funcall (car answer) (list :complete t :files (vector (list :path "customer-db/init.sql" :text (cdr answer))))))))
  (should (equal (buffer-string) "late")))

(temple-test temple-preview-notes "tells what is known to be wrong with a generated file"
  (temple-preview "deploy.sh")
  (should (string-match-p "1 note (n)" (temple-tests--header)))
  (temple-notes)
  (with-current-buffer "*Notes on a generated file*"
    (should (temple-tests--has "Line 11: This removes every container"))))

(temple-test temple-preview-target "previews for another provider where it is asked for"
  (temple-preview "kube/customer/deployment.yaml" "kubernetes")
  (should (temple-tests--has "kind: Deployment"))
  ;; Another file is for the same provider.
  (let ((completing-read-function (lambda (_prompt paths &rest _) (car (member "kube/customer/service.yaml" paths)))))
    (call-interactively #'temple-preview))
  (should (temple-tests--has "kind: Service"))
  (should (string-match-p "temple-lsp: unknown provider `swarm`"
                          (temple-tests--messages (lambda () (temple-preview "deploy.sh" "swarm"))))))

(temple-test temple-names "a file may be called anything"
  (temple-tests--mend)
  (write-region nil nil "läden und %20 [x].temple" nil 'quiet)
  (find-file "läden und %20 [x].temple")
  (temple-tests--eventually (eglot-managed-p))
  (let ((source (current-buffer)))
    (temple-preview "docker-compose.yml")
    (should (string-match-p "Generated from läden und %%20 \\[x\\]" (temple-tests--header)))
    (let ((preview (current-buffer)))
      (with-current-buffer source
        (temple-tests--follows preview "Customer" "Purchaser")))))

(temple-test temple-unsaved "a Templefile without a file is to be saved first"
  (with-temp-buffer
    (temple-mode)
    (dolist (command '(temple-preview temple-graph))
      (should (string-match-p "save this buffer first" (temple-tests--messages (lambda () (call-interactively command))))))))

(temple-test temple-origin-leads "leads from a generated line to the Templefile, and back"
  (temple-tests--mend)
  (let ((source (current-buffer)))
    (temple-preview "customer-db/init.sql")
    (temple-tests--go "email")
    (temple-origin)
    (should (eq (current-buffer) source))
    (should (looking-at-p "email: string"))
    (should (eq (window-buffer) source))
    (let ((completing-read-function
           (lambda (_prompt paths &rest _)
             (should (member "api/shop.openapi.yaml" paths))
             "customer-db/init.sql")))
      (temple-origin))
    (should (equal temple--path "customer-db/init.sql"))
    (should (string-match-p "email" (buffer-substring (line-beginning-position) (line-end-position))))))

(temple-test temple-origin-moves "a line of the last valid files leads to where its origin has moved, and back"
  (temple-tests--mend)
  (let ((source (current-buffer)))
    (temple-preview "customer-db/init.sql")
    (with-current-buffer source
      (temple-tests--change "Customer: service" "// one line\n// and another one\nCustomer: service")
      (temple-tests--change "email: string @unique;" "mai"))
    (temple-tests--eventually (string-match-p temple-tests--last-valid (temple-tests--header)))
    (temple-tests--go "name VARCHAR")
    (temple-origin)
    (should (eq (current-buffer) source))
    (should (looking-at-p "name: string(40)"))
    (temple-preview "customer-db/init.sql")
    (temple-tests--go "email")
    (should (string-match-p "has changed since the last valid version" (temple-tests--messages #'temple-origin)))
    (switch-to-buffer source)
    (temple-tests--go "name: string(40)")
    (let ((completing-read-function (lambda (&rest _) "customer-db/init.sql")))
      (temple-origin))
    (should (string-match-p "name VARCHAR" (buffer-substring (line-beginning-position) (line-end-position))))))

(temple-test temple-plan-shows "says what generating into a folder would change"
  (temple-tests--mend)
  (make-directory "customer-db")
  (write-region "CREATE TABLE client (id UUID);\n" nil "customer-db/init.sql" nil 'quiet)
  (temple-plan default-directory)
  (should (eq major-mode 'diff-mode))
  (should buffer-read-only)
  (should (temple-tests--has "added        docker-compose.yml"))
  (should (temple-tests--has "changed      customer-db/init.sql"))
  (should (temple-tests--has "\n-CREATE TABLE client (id UUID);")))

(temple-test temple-graph-draws "draws the system"
  (let ((source (current-buffer)))
    (temple-graph)
    (should (temple-tests--has "flowchart"))
    (should (temple-tests--has "Customer"))
    (with-current-buffer source
      (temple-tests--change "Order: service" "Sale: service"))
    (revert-buffer)
    (should (temple-tests--has "Sale"))))

(defun temple-tests--messages (function)
  "What Emacs says when FUNCTION is called."
  (let (messages)
    (cl-letf (((symbol-function 'message) (lambda (format &rest args) (when format (push (apply #'format-message format args) messages))))
              ((symbol-function 'display-warning) (lambda (_type text &rest _) (push text messages))))
      (condition-case problem (funcall function) (error (push (error-message-string problem) messages))))
    (string-join messages "\n")))

(temple-test temple-missing "without the server, Emacs says how to get it"
  (eglot-shutdown (eglot-current-server) nil temple-tests--patience)
  (temple-tests--eventually (not (eglot-current-server)))
  (let ((temple-server-command '("no-such-temple-lsp" "--stdio")))
    (dolist (command (list (lambda () (call-interactively #'eglot))
                           (lambda () (eglot-ensure) (run-hooks 'post-command-hook))
                           (lambda () (temple-preview "docker-compose.yml"))))
      (should (string-match-p
               "no-such-temple-lsp. was not found.  Install it with .cargo install .* or customize .temple-server-command"
               (temple-tests--messages command)))))
  (should (string-match-p "start it with .M-x eglot" (temple-tests--messages (lambda () (call-interactively #'temple-graph))))))

(defun temple-tests--of-version (version)
  "What Emacs says of a server that speaks VERSION, when it starts and when it is asked."
  (eglot-shutdown (eglot-current-server) nil temple-tests--patience)
  (temple-tests--eventually (not (eglot-current-server)))
  (let ((temple-server-command (list (expand-file-name "../lib/other-version" temple-tests--folder) "--stdio"))
        (process-environment (append (and version (list (concat "TEMPLE_PROTOCOL=" version))) process-environment)))
    (cons (temple-tests--messages #'temple-tests--connect)
          (mapcar #'temple-tests--messages
                  (list (lambda () (temple-preview "deploy.sh"))
                        (lambda () (temple-plan default-directory))
                        #'temple-graph
                        #'temple-origin)))))

(temple-test temple-older-server "a server of an older version is reported, and shows no generated files"
  (dolist (message (temple-tests--of-version nil))
    (should (string-match-p "uses version 1 of the temple protocol; temple-mode needs version 2.  Update temple-lsp." message))))

(temple-test temple-newer-server "a server of a newer version is reported, and shows no generated files"
  (dolist (message (temple-tests--of-version "3"))
    (should (string-match-p "uses version 3 of the temple protocol; temple-mode needs version 2.  Update temple-mode." message))))

(temple-test temple-announces "the server receives the version that Emacs speaks, and other servers do not"
  (let ((server (eglot-current-server)))
    (should (equal (plist-get (eglot-client-capabilities server) :experimental) '(:temple (:version 2))))
    (cl-letf (((symbol-function 'eglot--major-modes) (lambda (_) '(python-mode))))
      (should-not (equal (plist-get (eglot-client-capabilities server) :experimental) '(:temple (:version 2)))))))

(defun temple-tests-run ()
  "Run all tests, and print a line of TAP for each."
  (ert-run-tests
   t
   (lambda (event &rest arguments)
     (when (eq event 'test-ended)
       (let* ((test (nth 1 arguments))
              (result (nth 2 arguments))
              (passed (ert-test-result-expected-p test result)))
         (princ (format "%s Emacs %d: %s\n" (if passed "ok" "not ok") emacs-major-version (ert-test-documentation test)))
         (unless passed
           (princ (replace-regexp-in-string
                   "^" "# " (if (ert-test-result-with-condition-p result)
                                (format "%S" (ert-test-result-with-condition-condition result))
                              (format "%S" result))))
           (terpri)))))))

(provide 'temple-tests)
;;; temple-tests.el ends here
