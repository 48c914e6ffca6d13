package main

import (
	"context"

	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/net"
	"k8s.io/apimachinery/pkg/util/validation/field"
	"k8s.io/apiserver/pkg/storage/names"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	"k8s.io/kubernetes/pkg/apis/core"
	"k8s.io/kubernetes/pkg/apis/core/validation"
)

// nodePorts is the default range of node ports in a cluster.
var nodePorts = net.PortRange{Base: 30000, Size: 2768}

// serviceStrategy replaces the strategy of Services, which cannot be linked without the address allocators.
// It checks node ports, which an allocator checks in the API server.
type serviceStrategy struct {
	runtime.ObjectTyper
	names.NameGenerator
}

// The scheme knows the kinds of all objects; names are never generated here.
func newServiceStrategy() serviceStrategy {
	return serviceStrategy{legacyscheme.Scheme, names.SimpleNameGenerator}
}

func (serviceStrategy) NamespaceScoped() bool { return true }

func (serviceStrategy) PrepareForCreate(_ context.Context, object runtime.Object) {
	object.(*core.Service).Status = core.ServiceStatus{}
}

func (serviceStrategy) Validate(_ context.Context, object runtime.Object) field.ErrorList {
	service := object.(*core.Service)
	problems := validation.ValidateServiceCreate(service)
	for index, port := range service.Spec.Ports {
		if port.NodePort != 0 && !nodePorts.Contains(int(port.NodePort)) {
			at := field.NewPath("spec", "ports").Index(index).Child("nodePort")
			problems = append(problems, field.Invalid(at, port.NodePort, "outside of the ports of nodes, "+nodePorts.String()))
		}
	}
	return problems
}

func (serviceStrategy) Canonicalize(runtime.Object) {}
