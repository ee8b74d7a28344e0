#include "pairing/system_secret_store.h"

namespace rollcall::pairing {

std::unique_ptr<SecretStore> systemSecretStore()
{
    return nullptr;
}

} // namespace rollcall::pairing
