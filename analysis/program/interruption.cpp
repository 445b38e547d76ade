#include "analysis/program/interruption.hpp"

#include <unistd.h>

#include <utility>

#include "analysis/program/exit_codes.hpp"

namespace entremise::program {

Interruption::Interruption(std::function<void()> on_first) : on_first_(std::move(on_first)) {
  ::sigemptyset(&signals_);
  for (const int signal : {SIGINT, SIGTERM}) {
    // A signal that the caller wants ignored (nohup, a shell's background job) stays ignored.
    struct sigaction now {};
    if (::sigaction(signal, nullptr, &now) == 0 && now.sa_handler != SIG_IGN) ::sigaddset(&signals_, signal);
  }
  ::sigaddset(&signals_, SIGUSR1);  // by which the destructor wakes the watcher
  ::pthread_sigmask(SIG_BLOCK, &signals_, &before_);
  watcher_ = std::thread([this] { watch(); });
}

Interruption::~Interruption() {
  ending_ = true;
  ::pthread_kill(watcher_.native_handle(), SIGUSR1);
  watcher_.join();
  ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

void Interruption::watch() {
  for (;;) {
    int signal = 0;
    if (::sigwait(&signals_, &signal) != 0) return;
    if (ending_) return;
    if (signal == SIGUSR1) continue;
    if (source_.stop_requested()) ::_exit(exit_aborted);
    source_.request_stop();
    on_first_();
  }
}

}  // namespace entremise::program
