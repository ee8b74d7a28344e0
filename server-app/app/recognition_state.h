#pragma once

#include "api/server_state.h"
#include "app/template_refresher.h"
#include "recognition/engine.h"

namespace rollcall::app {

// The engine and its models for /stats. Qt thread; what it is given outlives it.
class RecognitionState final : public api::ServerState {
public:
    RecognitionState(const recognition::Engine &engine, const TemplateRefresher &refresher, bool isOn);
    [[nodiscard]] QJsonObject recognition() const override;

private:
    const recognition::Engine &m_engine;
    const TemplateRefresher &m_refresher;
    const bool m_isOn;
};

} // namespace rollcall::app
