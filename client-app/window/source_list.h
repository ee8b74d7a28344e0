#pragma once

#include <QObject>

#include "window/camera_station.h"

#include <QListWidget>

namespace rollcall::window {

class StationBoard;

// The sources, each with a thumbnail, its name and its state in a word.
class SourceList : public QListWidget {
    Q_OBJECT

public:
    static constexpr QSize thumbnailSize{96, 54};

    explicit SourceList(QWidget *parent = nullptr);

    // Makes the rows anew; the chosen one stays chosen, where it is still there.
    void setStations(const StationBoard &board);
    void updateRow(const CameraStation &station);
    void updatePicture(const CameraStation &station);
    [[nodiscard]] QString chosenKey() const;
    void choose(const QString &key);
    [[nodiscard]] QSize sizeHint() const override { return {minimumWidth(), 300}; }

Q_SIGNALS:
    void chosen(const QString &key);

private:
    [[nodiscard]] QListWidgetItem *itemOf(const QString &key) const;
    bool m_filling = false;
};

} // namespace rollcall::window
