#pragma once
#include <pthread.h>

#include <atomic>
#include <csignal>
#include <functional>
#include <stop_token>
#include <thread>

namespace entremise::program {

/// While one of these lives, Ctrl-C and SIGTERM are requests: the first asks the ensemble to stop and keep what is
/// done, the second ends the program at once with code 130. To be made before any other thread is.
class Interruption {
 public:
  /// `on_first` is called once, by another thread, when the first signal comes.
  explicit Interruption(std::function<void()> on_first);
  ~Interruption();
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;

  [[nodiscard]] std::stop_token token() const noexcept { return source_.get_token(); }
  [[nodiscard]] bool requested() const noexcept { return source_.stop_requested(); }

 private:
  void watch();

  std::function<void()> on_first_;
  std::stop_source source_;
  std::atomic<bool> ending_ = false;
  sigset_t signals_{}, before_{};
  std::thread watcher_;
};

}  // namespace entremise::program
