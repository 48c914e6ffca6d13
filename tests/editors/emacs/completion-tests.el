;;; completion-tests.el --- Tests of completion by Eglot  -*- lexical-binding: t; -*-

;;; Code:

(require 'temple-tests)

(defun temple-tests--complete (line typed)
  "Type TYPED on a new line below LINE, complete it, and give what the line is then."
  (temple-tests--go line)
  (end-of-line)
  (insert "\n  " typed)
  (completion-at-point)
  (string-trim-left (buffer-substring-no-properties (line-beginning-position) (line-end-position))))

(defun temple-tests--shown ()
  "The labels in the list of completions, each as the start of a line."
  (with-current-buffer "*Completions*" (buffer-substring-no-properties (point-min) (point-max))))

(defconst temple-tests--project "#provider(dockerCompose);")
(defconst temple-tests--service "email: string @unique;")

(temple-test temple-completion-metadata "completes a metadata item in one step, with and without its sign"
  (dolist (typed '("aut" "#aut"))
    (should (equal (temple-tests--complete temple-tests--project typed) "#authMethod(email);"))
    (delete-region (line-beginning-position) (line-end-position))
    (should (equal (temple-tests--complete temple-tests--service (string-replace "aut" "enum" typed)) "#enumerable;"))
    (delete-region (line-beginning-position) (line-end-position))))

(temple-test temple-completion-annotation "completes an annotation in one step, with and without its sign"
  (dolist (typed '("un" "@un"))
    (should (equal (temple-tests--complete temple-tests--service (concat "phone: string " typed))
                   "phone: string @unique"))
    (delete-region (line-beginning-position) (line-end-position))))

(temple-test temple-completion-narrows "the list follows the letters that are typed"
  (should (equal (temple-tests--complete temple-tests--project "#") "#"))
  (should (string-match-p "^#language" (temple-tests--shown)))
  (should (string-match-p "^#authMethod" (temple-tests--shown)))
  (insert "metr")
  (completion-at-point)
  (should (temple-tests--has "\n  #metrics(prometheus);\n")))

(temple-test temple-completion-nothing "a word that no item has is left alone"
  (should (equal (temple-tests--complete temple-tests--project "#") "#"))
  (insert "xyz")
  (completion-at-point)
  (should (temple-tests--has "\n  #xyz\n")))

;;; completion-tests.el ends here
