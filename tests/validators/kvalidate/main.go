// kvalidate checks manifests like the API server of Kubernetes 1.20 when it creates an object: it reads each
// document strictly, so that an unknown or duplicate field is an error, sets the defaults, and calls the strategy of
// the object's kind. It needs no cluster and no network.
//
// usage: kvalidate FILE…
//
// Prints a line for each problem, and the number of documents. Exits with 1 if there is a problem, with 2 if a
// file cannot be read.
package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"

	"k8s.io/apimachinery/pkg/util/yaml"
)

func main() {
	documents, problems := 0, 0
	for _, path := range os.Args[1:] {
		text, err := os.ReadFile(path)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(2)
		}
		found, err := split(text)
		if err != nil {
			found = nil
			problems++
			fmt.Printf("%s: %v\n", path, err)
		}
		for _, document := range found {
			documents++
			if err := validate(document); err != nil {
				problems++
				fmt.Printf("%s: %v\n", path, err)
			}
		}
		if len(found) == 0 {
			problems++
			fmt.Printf("%s: no documents\n", path)
		}
	}
	fmt.Printf("%d documents, %d problems\n", documents, problems)
	if problems > 0 {
		os.Exit(1)
	}
}

// split returns the documents of a file, without empty ones.
func split(text []byte) ([][]byte, error) {
	var documents [][]byte
	reader := yaml.NewYAMLReader(bufio.NewReader(bytes.NewReader(text)))
	for {
		document, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return documents, nil
		}
		if err != nil {
			return nil, err
		}
		if len(bytes.TrimSpace(document)) > 0 {
			documents = append(documents, document)
		}
	}
}
