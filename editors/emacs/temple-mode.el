;;; temple-mode.el --- Edit Templefiles and preview generated files  -*- lexical-binding: t; -*-

;; Author: The temple-lsp authors
;; URL: https://github.com/temple-lsp/temple-lsp
;; Version: 0.1.0
;; Package-Requires: ((emacs "28.1"))
;; Keywords: languages
;; SPDX-License-Identifier: MIT OR Apache-2.0

;;; Commentary:

;; Two major modes for Templefiles, the files from which systems of microservices are generated: `temple-mode', and
;; `temple-ts-mode' for an Emacs with tree-sitter and the grammar.  Both support the language server `temple-lsp' with
;; Eglot and lsp-mode.
;;
;; With Eglot, there are also commands that show the generated files, and follow the Templefile as you type:
;; `temple-preview', `temple-plan', `temple-graph' and `temple-origin'.

;;; Code:

(require 'cl-lib)
(require 'seq)
(require 'subr-x)
(require 'xref)

(defgroup temple nil
  "Templefiles."
  :group 'languages)

(defcustom temple-server-command '("temple-lsp" "--stdio")
  "The language server and its arguments."
  :type '(repeat string))

(defcustom temple-indent-offset 2
  "Number of columns by which a block is indented."
  :type 'natnum
  :safe #'natnump)

;;;; The modes

(defvar temple-base-mode-map
  (let ((map (make-sparse-keymap)))
    (define-key map (kbd "C-c C-p") #'temple-preview)
    (define-key map (kbd "C-c C-l") #'temple-plan)
    (define-key map (kbd "C-c C-d") #'temple-graph)
    (define-key map (kbd "C-c C-o") #'temple-origin)
    map)
  "Keys in Templefiles.")

(defvar temple--syntax-table
  (let ((table (make-syntax-table)))
    (modify-syntax-entry ?/ ". 124b" table)
    (modify-syntax-entry ?* ". 23" table)
    (modify-syntax-entry ?\n "> b" table)
    (modify-syntax-entry ?_ "_" table)
    (modify-syntax-entry ?$ "_" table)
    (dolist (character '(?\" ?' ?` ?# ?@))
      (modify-syntax-entry character "." table))
    table)
  "Syntax table of Templefiles.")

(defconst temple--name "\\_<[[:alpha:]_$][[:alnum:]_$]*")

(defconst temple--block (format "\\(%s\\)[ \t\n]*:[ \t\n]*\\(%s\\)[ \t\n]*{" temple--name temple--name)
  "Regexp for a block, with its name and its kind.")

(defvar temple--completion-syntax-table
  (let ((table (make-syntax-table temple--syntax-table)))
    (modify-syntax-entry ?# "_" table)
    (modify-syntax-entry ?@ "_" table)
    table)
  "Syntax table in which a sign is part of the completed word.")

(declare-function eglot-managed-p "eglot")
(declare-function eglot-completion-at-point "eglot")

(defun temple-completion-at-point ()
  "Complete the word at point including its sign, with Eglot."
  (when (and (fboundp 'eglot-managed-p) (eglot-managed-p))
    (with-syntax-table temple--completion-syntax-table
      (eglot-completion-at-point))))

;; An abstract mode, from which the major modes are derived.
(define-derived-mode temple-base-mode prog-mode "Temple"
  "Common part of all modes for Templefiles."
  :syntax-table temple--syntax-table
  (setq-local comment-start "// "
              comment-end ""
              comment-start-skip "\\(?://+\\|/\\*+\\)[ \t]*"
              indent-line-function #'temple-indent-line
              indent-tabs-mode nil
              electric-indent-chars (append '(?} ?\) ?\]) electric-indent-chars)
              ;; Flex finds `#provider' for `prov'; Eglot's own style finds aliases.
              completion-category-overrides
              (append '((eglot-capf (styles flex eglot--dumb-flex))) completion-category-overrides)
              ;; Eglot replaces this.
              imenu-generic-expression `((nil ,temple--block 1)))
  (add-hook 'completion-at-point-functions #'temple-completion-at-point -50 t))

(defun temple--bracket-around (position)
  "Return the innermost open bracket at POSITION, or nil."
  (save-excursion
    (when-let ((start (nth 1 (syntax-ppss position))))
      (char-after start))))

(defun temple-indent-line ()
  "Indent the line by the brackets that are open at its start."
  (interactive)
  (let* ((state (save-excursion (syntax-ppss (line-beginning-position))))
         (closes (save-excursion (back-to-indentation) (looking-at-p "[])}]")))
         (depth (- (car state) (if closes 1 0))))
    ;; The indentation of block comments is left to their author.
    (unless (nth 4 state)
      (let ((column (* (max depth 0) temple-indent-offset)))
        (if (<= (current-column) (current-indentation))
            (indent-line-to column)
          (save-excursion (indent-line-to column)))))))

(defvar temple--font-lock-keywords
  ;; Words are classified by their position, so no word of the language is needed here.
  `((,temple--block (1 font-lock-type-face) (2 font-lock-keyword-face))
    (,(format "#[ \t]*\\(?:%s\\)?" temple--name) . font-lock-preprocessor-face)
    (,(format "@[ \t]*\\(?:%s\\)?" temple--name) . font-lock-builtin-face)
    (,(format "\\(%s\\)[ \t]*:\\(?:[ \t]*\\(%s\\)\\)?" temple--name temple--name)
     (1 font-lock-variable-name-face)
     (2 (if (eq (temple--bracket-around (match-beginning 1)) ?{) 'font-lock-type-face 'font-lock-constant-face) nil t))
    (,temple--name
     (0 (when (memq (temple--bracket-around (match-beginning 0)) '(?\( ?\[)) 'font-lock-constant-face)))
    ("-?\\_<[0-9][0-9.]*\\(?:[eE][+-]?[0-9]+\\|[ \t]*[kKmMgG]\\)?\\_>" . font-lock-constant-face))
  "Font-lock keywords of `temple-mode'.")

;;;###autoload
(define-derived-mode temple-mode temple-base-mode "Temple"
  "A mode for Templefiles."
  (setq-local font-lock-defaults '(temple--font-lock-keywords)))

;;;###autoload
(add-to-list 'auto-mode-alist '("\\.temple\\(?:file\\)?\\'" . temple-mode))

;;;; With tree-sitter

(declare-function treesit-font-lock-rules "treesit")
(declare-function treesit-major-mode-setup "treesit")
(declare-function treesit-node-child-by-field-name "treesit.c")
(declare-function treesit-node-text "treesit")
(declare-function treesit-parser-create "treesit.c")
(declare-function treesit-ready-p "treesit")
(defvar treesit-defun-name-function)
(defvar treesit-defun-type-regexp)
(defvar treesit-font-lock-feature-list)
(defvar treesit-font-lock-settings)
(defvar treesit-language-source-alist)

(with-eval-after-load 'treesit
  (add-to-list 'treesit-language-source-alist
               '(temple "https://github.com/temple-lsp/temple-lsp" nil "syntaxes/tree-sitter-temple/src")))

(defun temple--treesit-font-lock ()
  "Return the font-lock rules of `temple-ts-mode'."
  (treesit-font-lock-rules
   :language 'temple
   :feature 'comment
   '([(line_comment) (block_comment)] @font-lock-comment-face)
   :language 'temple
   :feature 'definition
   '((block name: (identifier) @font-lock-type-face)
     (attribute name: (identifier) @font-lock-variable-name-face))
   :language 'temple
   :feature 'keyword
   '((block kind: (identifier) @font-lock-keyword-face)
     (metadata "#" @font-lock-preprocessor-face name: (identifier) @font-lock-preprocessor-face)
     (annotation "@" @font-lock-builtin-face name: (identifier) @font-lock-builtin-face))
   :language 'temple
   :feature 'type
   '((type name: (identifier) @font-lock-type-face))
   :language 'temple
   :feature 'constant
   '([(word) (integer) (float)] @font-lock-constant-face
     (keyword_argument name: (identifier) @font-lock-variable-name-face))))

;;;###autoload
(define-derived-mode temple-ts-mode temple-base-mode "Temple"
  "A mode for Templefiles that highlights and moves by the syntax tree.
It needs an Emacs with tree-sitter, and the grammar:
`treesit-install-language-grammar' installs it."
  (when (and (fboundp 'treesit-ready-p) (treesit-ready-p 'temple))
    (treesit-parser-create 'temple)
    (setq-local treesit-font-lock-settings (temple--treesit-font-lock)
                treesit-font-lock-feature-list '((comment definition) (keyword type) (constant) ())
                treesit-defun-type-regexp "\\`block\\'"
                treesit-defun-name-function
                (lambda (node) (treesit-node-text (treesit-node-child-by-field-name node "name") t)))
    (treesit-major-mode-setup)))

;;;; The server

(declare-function eglot--TextDocumentIdentifier "eglot")
(declare-function eglot--capabilities "eglot")
(declare-function eglot--lsp-position-to-point "eglot")
(declare-function eglot--major-modes "eglot")
(declare-function eglot--path-to-uri "eglot")
(declare-function eglot--pos-to-lsp-position "eglot")
(declare-function eglot--server-info "eglot")
(declare-function eglot--signal-textDocument/didChange "eglot")
(declare-function eglot--uri-to-path "eglot")
(declare-function eglot-current-server "eglot")
(declare-function eglot-managed-p "eglot")
(declare-function eglot-path-to-uri "eglot")
(declare-function eglot-uri-to-path "eglot")
(declare-function jsonrpc-async-request "jsonrpc")
(declare-function jsonrpc-request "jsonrpc")
(declare-function lsp-activate-on "lsp-mode")
(declare-function lsp-register-client "lsp-mode")
(declare-function lsp-stdio-connection "lsp-mode")
(declare-function make-lsp-client "lsp-mode")
(defvar eglot-server-programs)
(defvar lsp-language-id-configuration)

(defconst temple--version 2
  "Version of the requests `temple/…' of this file.
The server must have the same version.")

(defun temple--server-command (&rest _)
  "Return the command of the server.  Signal an error if it is missing."
  (unless (executable-find (car temple-server-command) t)
    (user-error (concat "The program `%s' was not found.  Install it with `cargo install --locked --path crates/temple-lsp'"
                        " in the source of temple-lsp, or customize `temple-server-command'")
                (car temple-server-command)))
  temple-server-command)

(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs
               '(((temple-mode :language-id "temple") (temple-ts-mode :language-id "temple")) . temple--server-command))
  (cl-defmethod eglot-client-capabilities :around (server)
    "Add the version of the requests `temple/…' if SERVER is for Templefiles."
    (let ((capabilities (cl-call-next-method)))
      (if (temple--serves-p server)
          (plist-put capabilities :experimental `(:temple (:version ,temple--version)))
        capabilities)))
  (cl-defmethod eglot-handle-notification (server (_method (eql temple/manifestsChanged)) &key uri &allow-other-keys)
    "Update the previews and plans of URI for SERVER."
    (temple--refresh-all server uri))
  (add-hook 'eglot-connect-hook #'temple--connected)
  (add-hook 'eglot-managed-mode-hook #'temple--managed))

(defun temple--serves-p (server)
  "Return non-nil if SERVER is for Templefiles."
  (seq-some (lambda (mode) (provided-mode-derived-p mode 'temple-base-mode)) (eglot--major-modes server)))

(defun temple--mismatch (server)
  "Return why SERVER cannot be asked for generated files, or nil.
A server that announces no version has version 1."
  (let* ((temple (plist-get (plist-get (eglot--capabilities server) :experimental) :temple))
         (version (or (and (listp temple) (natnump (plist-get temple :version)) (plist-get temple :version)) 1))
         (release (plist-get (eglot--server-info server) :version)))
    (unless (eql version temple--version)
      (format "temple-lsp%s uses version %s of the temple protocol; temple-mode needs version %d.  Update %s."
              (if release (concat " " release) "") version temple--version
              (if (< version temple--version) "temple-lsp" "temple-mode")))))

(defun temple--connected (server)
  "Warn the user if SERVER has another version."
  (when (temple--serves-p server)
    (when-let ((mismatch (temple--mismatch server)))
      (display-warning 'temple mismatch :error))))

(with-eval-after-load 'lsp-mode
  (dolist (mode '(temple-mode temple-ts-mode))
    (add-to-list 'lsp-language-id-configuration (cons mode "temple")))
  (lsp-register-client
   (make-lsp-client :new-connection (lsp-stdio-connection #'temple--server-command)
                    :activation-fn (lsp-activate-on "temple")
                    :server-id 'temple-lsp)))

(defun temple--server ()
  "Return the server of this buffer.  Signal an error if there is none."
  (cond
   ((and (fboundp 'eglot-managed-p) (eglot-managed-p) (eglot-current-server))
    (when-let ((mismatch (temple--mismatch (eglot-current-server))))
      (user-error "%s" mismatch))
    (eglot-current-server))
   ((not buffer-file-name)
    (user-error "Eglot starts the server only for files: save this buffer first"))
   (t
    (temple--server-command)
    (user-error "No server is running for this buffer: start it with `M-x eglot'"))))

(defun temple--identifier ()
  "Return the identifier of this Templefile.
Signal an error if it has no server."
  (temple--server)
  (eglot--TextDocumentIdentifier))

(defun temple--request (method &rest params)
  "Return the result of METHOD with PARAMS for the current text."
  (let ((server (temple--server)))
    (eglot--signal-textDocument/didChange)
    (condition-case problem
        (jsonrpc-request server method params)
      (jsonrpc-error
       (user-error "temple-lsp: %s" (or (alist-get 'jsonrpc-error-message (cddr problem)) (cadr problem)))))))

(defun temple--path-uri (path)
  "Return the URI of the file PATH."
  (if (fboundp 'eglot-path-to-uri) (eglot-path-to-uri path) (eglot--path-to-uri path)))

(defun temple--uri-path (uri)
  "Return the path of the file at URI."
  (if (fboundp 'eglot-uri-to-path) (eglot-uri-to-path uri) (eglot--uri-to-path uri)))

;;;; Previews

(defvar-local temple--source nil
  "Buffer of the Templefile that this view belongs to.")
(defvar-local temple--document nil
  "Identifier of that Templefile for the server.")
(defvar-local temple--question nil
  "Request of this view, and its parameters.")
(defvar-local temple--show nil
  "Function that shows a result in this view.")
(defvar-local temple--turn 0
  "Number of requests of this view; only the last result counts.")
(defvar-local temple--status nil
  "Files that this view shows: `current', `last-valid' or `valid-parts'.
If the file of a preview is not generated, `gone'.")
(defvar-local temple--target nil
  "Provider of this preview, or nil for that of the Templefile.")
(defvar-local temple--path nil
  "Path of the generated file; in a Templefile, that of the last preview.")
(defvar-local temple--uri nil
  "URI of the generated file.")
(defvar-local temple--notes nil
  "Notes on the generated file.")
(defvar temple-preview-mode-map
  (let ((map (make-sparse-keymap)))
    (define-key map (kbd "RET") #'temple-origin)
    (define-key map "f" #'temple-preview)
    (define-key map "n" #'temple-notes)
    (define-key map "g" #'revert-buffer)
    (define-key map "q" #'quit-window)
    map)
  "Keys in previews.")

(define-minor-mode temple-preview-mode
  "Minor mode for previews, in addition to the mode of their language."
  :interactive nil
  (setq buffer-read-only temple-preview-mode)
  (setq-local revert-buffer-function #'temple--revert
              header-line-format '(:eval (string-replace "%" "%%" (temple--header)))))

(defun temple--header ()
  "Return the header line of a preview."
  (concat
   (temple--described temple--status)
   (when temple--notes
     (format "  %d note%s (n)" (length temple--notes) (if (cdr temple--notes) "s" "")))))

(defun temple--source-name ()
  "Return the name of the Templefile of this view."
  (if (buffer-live-p temple--source) (buffer-name temple--source) "a closed Templefile"))

(defun temple--described (status)
  "Return a description of files with STATUS."
  (let ((name (temple--source-name)))
    (pcase status
      ('current (format "Generated from %s" name))
      ('last-valid (format "Showing the last valid files: %s has errors." name))
      ('valid-parts (format "Showing valid parts only: %s has errors." name))
      ('gone (format "Not generated from %s" name)))))

(defun temple--answer-status (answer)
  "Return the status of the files in ANSWER."
  (cond ((eq (plist-get answer :complete) t) 'current)
        ((equal (plist-get answer :source) "lastValid") 'last-valid)
        (t 'valid-parts)))

;;;###autoload
(defun temple-preview (path &optional target)
  "Show the file with PATH that is generated from this Templefile.
The preview follows as you type.  With a prefix argument, ask for the
provider TARGET; the default is that of this preview or the Templefile."
  (interactive
   (let ((target (if current-prefix-arg (temple--read-target) temple--target)))
     (with-current-buffer (temple--templefile)
       (list (temple--read-path (temple--manifests target)) target))))
  (pop-to-buffer
   (with-current-buffer (temple--templefile)
     (setq temple--path path)
     (temple--preview-buffer (temple--manifests target) path target))))

(defun temple--templefile ()
  "Return the buffer of the Templefile that this buffer belongs to."
  (cond ((derived-mode-p 'temple-base-mode) (current-buffer))
        ((buffer-live-p temple--source) temple--source)
        (temple--source (user-error "The Templefile of this buffer was closed; open it again"))
        (t (user-error "This is neither a Templefile nor a preview of one"))))

(defun temple--manifests (target)
  "Return all files generated from this Templefile for TARGET."
  (apply #'temple--request (temple--preview-question target)))

(defun temple--preview-question (target)
  "Return the request for all files of this Templefile for TARGET."
  `(:temple/previewManifests :textDocument ,(temple--identifier) ,@(and target (list :target target))))

(defun temple--read-target ()
  "Ask the user for a provider; nil is that of the Templefile."
  (let ((target (read-string "Provider (empty for that of the Templefile): ")))
    (unless (string-empty-p target) target)))

(defun temple--read-path (manifests)
  "Ask the user for one of the files of MANIFESTS."
  (let ((paths (seq-map (lambda (file) (plist-get file :path)) (plist-get manifests :files))))
    (unless paths
      (user-error "No files are generated from this Templefile: %s"
                  (mapconcat (lambda (note) (plist-get note :message)) (plist-get manifests :notes) "; ")))
    (completing-read "Generated file: " paths nil t nil nil (car (member temple--path paths)))))

(defun temple--preview-buffer (manifests path target)
  "Return a buffer with the file of MANIFESTS at PATH for TARGET."
  (let* ((source (current-buffer))
         (question (temple--preview-question target))
         (name (format "*%s of %s%s*" path (buffer-name) (if target (concat " for " target) "")))
         (buffer (get-buffer-create name))
         (fresh (not (buffer-local-value 'temple-preview-mode buffer))))
    (with-current-buffer buffer
      (when fresh
        (temple--set-mode path)
        (temple-preview-mode 1))
      (setq temple--path path temple--target target)
      (temple--become-view source question #'temple--fill manifests)
      (when fresh
        (goto-char (point-min)))
      (when (eq temple--status 'gone)
        (user-error "There is no generated file %s" path)))
    buffer))

(defun temple--set-mode (path)
  "Enable the mode for files named PATH, without its hooks."
  (delay-mode-hooks
    (let ((buffer-file-name path)
          (enable-local-variables nil))
      (set-auto-mode)))
  (font-lock-mode 1))

(defun temple--fill (manifests)
  "Show the file of this preview as in MANIFESTS."
  (let ((file (seq-find (lambda (file) (equal (plist-get file :path) temple--path)) (plist-get manifests :files))))
    (setq temple--status (if file (temple--answer-status manifests) 'gone)
          temple--uri (plist-get file :uri)
          temple--notes (seq-filter (lambda (note) (equal (plist-get note :path) temple--path))
                                    (plist-get manifests :notes)))
    (temple--replace (or (plist-get file :text) ""))
    (force-mode-line-update)))

(defun temple--replace (text)
  "Replace the text of this buffer with TEXT.
Point, marks and window positions are preserved."
  (let ((buffer (current-buffer))
        (inhibit-read-only t))
    (with-temp-buffer
      (insert text)
      (let ((new (current-buffer)))
        (with-current-buffer buffer
          (replace-buffer-contents new 1.0)
          (set-buffer-modified-p nil))))))

(defun temple-notes ()
  "Show the notes on the generated file in this preview."
  (interactive)
  (let ((notes temple--notes))
    (unless notes
      (user-error "There are no notes on this file"))
    (with-help-window "*Notes on a generated file*"
      (dolist (note notes)
        (princ (format "%s%s\n\n"
                       (if-let ((line (plist-get note :line))) (format "Line %d: " (1+ line)) "")
                       (plist-get note :message)))))))

;;;; Views that follow a Templefile: previews and plans

(defun temple--become-view (source question show answer)
  "Make this buffer a view of the Templefile in the buffer SOURCE.
SHOW puts the ANSWER to QUESTION into the buffer."
  (setq temple--source source
        temple--document (plist-get (cdr question) :textDocument)
        temple--question question
        temple--show show)
  ;; The server assumes that all views with the same request have this result now.
  (dolist (view (temple--views (plist-get temple--document :uri)))
    (with-current-buffer view
      (when (equal temple--question question)
        (cl-incf temple--turn)
        (funcall temple--show answer)))))

(defun temple--revert (&rest _)
  "Update this view."
  (temple--templefile)
  (temple--refresh (current-buffer)))

(defun temple--refresh (view)
  "Update VIEW."
  (with-current-buffer view
    (when (buffer-live-p temple--source)
      (pcase-let ((`(,method . ,params) temple--question)
                  (turn (cl-incf temple--turn)))
        (with-current-buffer temple--source
          (jsonrpc-async-request
           (temple--server) method params
           :success-fn (lambda (answer)
                         (when (buffer-live-p view)
                           (with-current-buffer view
                             (when (= turn temple--turn)
                               (funcall temple--show answer)))))))))))

(defun temple--views (uri)
  "Return the views of the Templefile at URI."
  (seq-filter (lambda (buffer)
                (with-current-buffer buffer
                  (and temple--question (equal (plist-get temple--document :uri) uri))))
              (buffer-list)))

(defun temple--refresh-all (server uri)
  "Update the views of the Templefile at URI, which SERVER manages."
  (dolist (view (temple--views uri))
    (let ((source (buffer-local-value 'temple--source view)))
      (when (and (buffer-live-p source)
                 (eq (with-current-buffer source (eglot-current-server)) server))
        (temple--refresh view)))))

(defun temple--managed ()
  "Connect the views of this Templefile when Eglot begins to manage it."
  (when (and (derived-mode-p 'temple-base-mode) (eglot-managed-p))
    ;; Only after the server knows the text.
    (run-at-time 0 nil #'temple--adopt (current-buffer))))

(defun temple--adopt (source)
  "Update the views of the Templefile in SOURCE.
A server reports changes only after a request."
  (when (buffer-live-p source)
    (with-current-buffer source
      (when (eglot-managed-p)
        (dolist (view (temple--views (plist-get (eglot--TextDocumentIdentifier) :uri)))
          (with-current-buffer view (setq temple--source source))
          (temple--refresh view))))))

;;;; Plans and graphs

;;;###autoload
(defun temple-plan (folder)
  "Show what generating this Templefile into FOLDER would change there.
The plan follows as you type."
  (interactive "DCompare with folder: ")
  (let* ((source (temple--templefile))
         (folder (file-name-as-directory (expand-file-name folder)))
         (buffer (get-buffer-create (format "*Plan of %s*" (buffer-name source)))))
    (with-current-buffer source
      (let* ((question (list :temple/planManifests
                             :textDocument (temple--identifier)
                             :folder (temple--path-uri folder)))
             (plan (apply #'temple--request question)))
        (with-current-buffer buffer
          ;; The mode goes from a changed line to that of the file.
          (diff-mode)
          (setq default-directory folder)
          (setq buffer-read-only t)
          (setq-local revert-buffer-function #'temple--revert)
          (temple--become-view source question #'temple--show-plan plan)
          (goto-char (point-min)))))
    (pop-to-buffer buffer)))

(defun temple--show-plan (plan)
  "Show PLAN in this buffer."
  (setq temple--status (temple--answer-status plan))
  (temple--replace
   (concat
    (format "Changes of generating %s into %s\n"
            (temple--source-name) (abbreviate-file-name default-directory))
    (unless (eq temple--status 'current)
      (concat (temple--described temple--status) "\n"))
    "\n"
    (mapconcat #'temple--plan-line (plist-get plan :files) "")
    (mapconcat #'temple--plan-diff (plist-get plan :files) ""))))

(defun temple--plan-line (file)
  "Return the line of FILE in a plan."
  (format "%-12s %s%s\n" (plist-get file :state) (plist-get file :path)
          (if-let ((remark (plist-get file :remark))) (format " (%s)" remark) "")))

(defun temple--plan-diff (file)
  "Return the diff of FILE in a plan, or an empty string."
  (if-let ((diff (plist-get file :diff)))
      (format "\n--- %s\n+++ %s\n%s" (plist-get file :path) (plist-get file :path) diff)
    ""))

;;;###autoload
(defun temple-graph ()
  "Draw the system of this Templefile.
If Emacs cannot display images, show it as Mermaid text."
  (interactive)
  (let* ((picture (and (display-images-p) (image-type-available-p 'svg)))
         (source (temple--templefile))
         (graph (with-current-buffer source
                  (temple--request :temple/graph
                                   :textDocument (temple--identifier)
                                   :format (if picture "svg" "mermaid"))))
         (buffer (get-buffer-create (format "*Graph of %s*" (buffer-name source)))))
    (with-current-buffer buffer
      (let ((inhibit-read-only t))
        (fundamental-mode)
        (erase-buffer)
        (insert (plist-get graph :text))
        (if picture (image-mode) (special-mode))
        (goto-char (point-min)))
      (setq temple--source source)
      (setq-local revert-buffer-function (lambda (&rest _) (temple-graph))))
    (pop-to-buffer buffer)))

;;;; From a generated line to its origin, and back

;;;###autoload
(defun temple-origin ()
  "Go from a generated line to its origin, or back.
In a preview, go to the origin of the line at point in the Templefile, or
say why it has none.  In a Templefile, show the lines that are generated
from the text at point."
  (interactive)
  (if temple-preview-mode (temple--show-sources) (temple--show-generated)))

(defun temple--show-sources ()
  "Go to the origin of the generated line at point."
  (let* ((uri temple--uri)
         (line (1- (line-number-at-pos nil t)))
         (origins (with-current-buffer (temple--templefile) (temple--request :temple/reveal :uri uri :line line)))
         (ranged (temple--ranged-origins origins)))
    (cond
     ((cdr ranged)
      (let ((items (mapcar #'temple--xref ranged)))
        (xref-show-xrefs (lambda () items) nil)))
     (ranged
      (xref-push-marker-stack)
      (xref-pop-to-location (temple--xref (car ranged))))
     ((seq-empty-p origins) (user-error "This line does not exist in the generated file"))
     (t (message "This line has no origin in the Templefile: %s" (plist-get (seq-elt origins 0) :reason))))))

(defun temple--ranged-origins (origins)
  "Return ORIGINS with a range: the first in each line, from the top."
  (cl-flet ((start (origin key) (plist-get (plist-get (plist-get origin :range) :start) key)))
    (let ((ranged (seq-filter (lambda (origin) (plist-get origin :range)) origins)))
      ;; Sorting is stable.
      (setq ranged (seq-sort-by (lambda (origin) (start origin :character)) #'< ranged)
            ranged (seq-sort-by (lambda (origin) (start origin :line)) #'< ranged))
      (seq-uniq ranged (lambda (one other) (= (start one :line) (start other :line)))))))

(defun temple--xref (origin)
  "Return ORIGIN as an xref item."
  (with-current-buffer (find-file-noselect (temple--uri-path (plist-get origin :uri)))
    (save-excursion
      (goto-char (eglot--lsp-position-to-point (plist-get (plist-get origin :range) :start)))
      (xref-make (string-trim (buffer-substring (line-beginning-position) (line-end-position)))
                 (xref-make-buffer-location (current-buffer) (point))))))

(defun temple--show-generated ()
  "Show the lines that are generated from the text at point."
  (let* ((revealed (temple--request :temple/reveal
                                    :textDocument (temple--identifier)
                                    :position (eglot--pos-to-lsp-position)))
         (paths (seq-uniq (seq-map (lambda (lines) (plist-get lines :path)) revealed)))
         (path (if (cdr paths) (completing-read "Generated file: " paths nil t) (car paths))))
    (unless path
      (user-error "Nothing is generated from the text at point"))
    (temple-preview path)
    (goto-char (point-min))
    (forward-line (seq-elt (plist-get (seq-find (lambda (lines) (equal (plist-get lines :path) path)) revealed) :lines) 0))))

(provide 'temple-mode)
;;; temple-mode.el ends here
