package main

import (
	"context"
	"fmt"

	"k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/runtime/serializer/json"
	"k8s.io/apiserver/pkg/endpoints/request"
	"k8s.io/apiserver/pkg/registry/rest"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	_ "k8s.io/kubernetes/pkg/apis/apps/install"
	_ "k8s.io/kubernetes/pkg/apis/batch/install"
	_ "k8s.io/kubernetes/pkg/apis/core/install"
	"k8s.io/kubernetes/pkg/registry/apps/daemonset"
	"k8s.io/kubernetes/pkg/registry/apps/deployment"
	"k8s.io/kubernetes/pkg/registry/batch/job"
	"k8s.io/kubernetes/pkg/registry/core/persistentvolume"
	"k8s.io/kubernetes/pkg/registry/core/persistentvolumeclaim"
	"k8s.io/kubernetes/pkg/registry/core/replicationcontroller"
)

// strategies validate an object before the API server creates it, for each generated kind.
var strategies = map[string]rest.RESTCreateStrategy{
	"DaemonSet":             daemonset.Strategy,
	"Deployment":            deployment.Strategy,
	"Job":                   job.Strategy,
	"PersistentVolume":      persistentvolume.Strategy,
	"PersistentVolumeClaim": persistentvolumeclaim.Strategy,
	"ReplicationController": replicationcontroller.Strategy,
	"Service":               newServiceStrategy(),
}

var decoder = json.NewSerializerWithOptions(
	json.DefaultMetaFactory, legacyscheme.Scheme, legacyscheme.Scheme, json.SerializerOptions{Yaml: true, Strict: true},
)

// validate returns the problems for which the API server would reject a document.
func validate(document []byte) error {
	object, kind, err := decoder.Decode(document, nil, nil)
	if err != nil {
		return err
	}
	legacyscheme.Scheme.Default(object)
	hub := schema.GroupVersion{Group: kind.Group, Version: runtime.APIVersionInternal}
	internal, err := legacyscheme.Scheme.ConvertToVersion(object, hub)
	if err != nil {
		return fmt.Errorf("%v: %w", kind, err)
	}
	strategy, known := strategies[kind.Kind]
	if !known {
		return fmt.Errorf("%v: a kind that is not known here", kind)
	}
	ctx, err := namespaced(strategy, internal)
	if err != nil {
		return fmt.Errorf("%v: %w", kind, err)
	}
	if err := rest.BeforeCreate(strategy, ctx, internal); err != nil {
		return fmt.Errorf("%v: %w", kind, err)
	}
	return nil
}

// namespaced returns the context of a request for the object, in the default namespace if it has none.
func namespaced(strategy rest.RESTCreateStrategy, object runtime.Object) (context.Context, error) {
	ctx := request.NewContext()
	if !strategy.NamespaceScoped() {
		return ctx, nil
	}
	accessor, err := meta.Accessor(object)
	if err != nil {
		return nil, err
	}
	if accessor.GetNamespace() == "" {
		accessor.SetNamespace("default")
	}
	return request.WithNamespace(ctx, accessor.GetNamespace()), nil
}
