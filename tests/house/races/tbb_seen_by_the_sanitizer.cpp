// Tells the thread sanitizer what TBB synchronises.
//
// The distribution's libtbb is not instrumented, so the sanitizer does not see that a task begins after it was
// spawned, that a wait ends after the tasks waited for, or that a block of the task pool was given back before it is
// handed out again: it then reports races between correct pieces of code. Suppressing reports by TBB's frames would
// silence ours as well, for every body of a parallel loop runs below such a frame. Instead, the few entry points
// through which the headers hand work to the library are defined here; being defined in the executable, they are
// found before the library's. Each states one true "happens before" and passes on to the library. Everything else
// (reference counts, reduction trees, concurrent containers) is header code, which the sanitizer instruments.
//
// Written to the entry points of oneTBB 2021 (libtbb.so.12). Built into the tests under the `tsan` preset only.
#include <cstdlib>
#include <new>

#include <dlfcn.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/task_arena.h>
#include <oneapi/tbb/task_group.h>

extern "C" {
void __tsan_acquire(void* address);
void __tsan_release(void* address);
}

namespace {

using namespace tbb::detail;

template <class Function>
Function* of_the_library(const char* symbol) {
  void* const found = dlsym(RTLD_NEXT, symbol);
  if (found == nullptr) std::abort();  // another TBB than the one that this file was written to
  return reinterpret_cast<Function*>(found);
}

// Stands in for a task in the library's hands: what came before the spawn came before the execution.
class Handed final : public d1::task {
 public:
  explicit Handed(d1::task& real) : real_(&real) { __tsan_release(this); }

  d1::task* execute(d1::execution_data& data) override {
    return begin([&](d1::task& real) { return real.execute(data); }, data);
  }
  d1::task* cancel(d1::execution_data& data) override {
    return begin([&](d1::task& real) { return real.cancel(data); }, data);
  }

 private:
  template <class Act>
  d1::task* begin(Act act, d1::execution_data& data) {
    __tsan_acquire(this);
    try {
      d1::task* const next = act(*real_);
      delete this;
      return next;
    } catch (...) {
      __tsan_release(data.context);  // the library keeps the exception there for whoever waits, and cancels this task
      throw;
    }
  }

  d1::task* real_;
};

// On leaving a wait, normally or by an exception.
class Acquire {
 public:
  explicit Acquire(void* address) : address_(address) {}
  Acquire(const Acquire&) = delete;
  Acquire& operator=(const Acquire&) = delete;
  ~Acquire() { __tsan_acquire(address_); }

 private:
  void* address_;
};

// A wait ends by reading the count that the last task took to zero by a (seen) atomic release.
void* count_of(d1::wait_context& wait) {
  return reinterpret_cast<char*>(&wait) + sizeof(std::uint64_t);
}

class Delegated final : public d1::delegate_base {
 public:
  explicit Delegated(d1::delegate_base& inner) : inner_(inner) { __tsan_release(this); }
  bool operator()() const override {
    __tsan_acquire(const_cast<Delegated*>(this));
    const bool result = inner_();
    __tsan_release(const_cast<Delegated*>(this));
    return result;
  }

 private:
  d1::delegate_base& inner_;
};

struct Pool final : d1::small_object_pool {};
Pool the_pool;

void* allocate_block(d1::small_object_pool*& pool, std::size_t bytes) {
  pool = &the_pool;
  void* const block = ::operator new (bytes, std::align_val_t{128});
  __tsan_release(block);
  return block;
}

void free_block(void* block) {
  __tsan_acquire(block);
  ::operator delete (block, std::align_val_t{128});
}

}  // namespace

namespace tbb::detail::r1 {

void spawn(d1::task& task, d1::task_group_context& context) {
  static auto* const library = of_the_library<void(d1::task&, d1::task_group_context&)>(
      "_ZN3tbb6detail2r15spawnERNS0_2d14taskERNS2_18task_group_contextE");
  library(*new Handed(task), context);
}

void spawn(d1::task& task, d1::task_group_context& context, d1::slot_id slot) {
  static auto* const library = of_the_library<void(d1::task&, d1::task_group_context&, d1::slot_id)>(
      "_ZN3tbb6detail2r15spawnERNS0_2d14taskERNS2_18task_group_contextEt");
  library(*new Handed(task), context, slot);
}

void execute_and_wait(d1::task& task, d1::task_group_context& context, d1::wait_context& wait,
                      d1::task_group_context& wait_group) {
  static auto* const library =
      of_the_library<void(d1::task&, d1::task_group_context&, d1::wait_context&, d1::task_group_context&)>(
          "_ZN3tbb6detail2r116execute_and_waitERNS0_2d14taskERNS2_18task_group_contextERNS2_12wait_contextES6_");
  const Acquire exception(&wait_group);
  const Acquire end(count_of(wait));
  library(task, context, wait, wait_group);
}

void wait(d1::wait_context& wait, d1::task_group_context& context) {
  static auto* const library = of_the_library<void(d1::wait_context&, d1::task_group_context&)>(
      "_ZN3tbb6detail2r14waitERNS0_2d112wait_contextERNS2_18task_group_contextE");
  const Acquire exception(&context);
  const Acquire end(count_of(wait));
  library(wait, context);
}

void execute(d1::task_arena_base& arena, d1::delegate_base& work) {
  static auto* const library = of_the_library<void(d1::task_arena_base&, d1::delegate_base&)>(
      "_ZN3tbb6detail2r17executeERNS0_2d115task_arena_baseERNS2_13delegate_baseE");
  Delegated delegated(work);
  const Acquire end(&delegated);
  library(arena, delegated);
}

void enqueue(d1::task& task, d1::task_arena_base* arena) {
  static auto* const library = of_the_library<void(d1::task&, d1::task_arena_base*)>(
      "_ZN3tbb6detail2r17enqueueERNS0_2d14taskEPNS2_15task_arena_baseE");
  library(*new Handed(task), arena);
}

void enqueue(d1::task& task, d1::task_group_context& context, d1::task_arena_base* arena) {
  static auto* const library = of_the_library<void(d1::task&, d1::task_group_context&, d1::task_arena_base*)>(
      "_ZN3tbb6detail2r17enqueueERNS0_2d14taskERNS2_18task_group_contextEPNS2_15task_arena_baseE");
  library(*new Handed(task), context, arena);
}

void* allocate(d1::small_object_pool*& pool, std::size_t bytes, const d1::execution_data& /*unused*/) {
  return allocate_block(pool, bytes);
}
void* allocate(d1::small_object_pool*& pool, std::size_t bytes) {
  return allocate_block(pool, bytes);
}
void deallocate(d1::small_object_pool& /*unused*/, void* block, std::size_t /*unused*/,
                const d1::execution_data& /*unused*/) {
  free_block(block);
}
void deallocate(d1::small_object_pool& /*unused*/, void* block, std::size_t /*unused*/) {
  free_block(block);
}

}  // namespace tbb::detail::r1
