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

// nodePorts is the range that a cluster hands out ports of its nodes from, unless it is told otherwise.
var nodePorts = net.PortRange{Base: 30000, Size: 2768}

// serviceStrategy stands for the strategy of Services, which cannot be linked without the allocators of addresses.
// Ports of nodes are checked here, since it is an allocator that does it there.
type serviceStrategy struct {
	runtime.ObjectTyper
	names.NameGenerator
}

// The scheme knows the kinds of all objects; names are never made up here.
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
