#pragma once

#include "pairing/secret_store.h"

#include <memory>

namespace rollcall::pairing {

// The key store of this system by QtKeychain: the Secret Service or KWallet, the credential store of Windows. Null where the program
// was built without it. Whether it works shows when it is asked: a machine may have none running.
[[nodiscard]] std::unique_ptr<SecretStore> systemSecretStore();

} // namespace rollcall::pairing
