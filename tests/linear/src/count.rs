//! The costs of work: the steps of the program, and the bytes that it allocates.
//!
//! Steps are counted by the compiler's instrumentation for coverage, which calls a function at every edge of the control
//! flow of every crate that is compiled with it. So no step has to be marked by hand, and the crates are not changed.

#![expect(unsafe_code, reason = "the instrumentation calls a function by its name, which cannot be checked")]

/// The number of steps so far. The program has one thread.
static mut STEPS: u64 = 0;

/// Counts a step. The instrumentation leaves functions with this prefix alone, so it must call no others.
#[unsafe(no_mangle)]
extern "C" fn __sanitizer_cov_trace_pc() {
    // SAFETY: there is one thread, and no reference to the counter.
    unsafe { STEPS = STEPS.wrapping_add(1) }
}

fn steps() -> u64 {
    // The compiler does not see the calls, so it must not assume that the counter stays the same.
    // SAFETY: as above.
    unsafe { (&raw const STEPS).read_volatile() }
}

/// The cost of some work. Without the instrumentation there are no steps.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Cost {
    /// The number of edges of the control flow that were passed.
    pub(crate) steps: u64,
    /// The number of bytes that were allocated, released or not.
    pub(crate) bytes: u64,
}

/// Does some work, and returns its result and its cost.
pub(crate) fn measure<T>(work: impl FnOnce() -> T) -> (T, Cost) {
    let (mut result, mut counted) = (None, 0);
    let allocated = allocation_counter::measure(|| {
        let before = steps();
        result = Some(work());
        counted = steps() - before;
    });
    (result.expect("the work is done"), Cost { steps: counted, bytes: allocated.bytes_total })
}
