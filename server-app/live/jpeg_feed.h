#pragma once

#include "live/jpeg_work.h"

#include <QObject>
#include <QPointer>

#include <functional>
#include <vector>

namespace rollcall::live {

class JpegFeed;

struct JpegWish {
    int picturesPerSecond = 15;
    int quality = 70;  // at least; the highest one that anybody asked for is everybody's
    int width = 0;     // wider pictures are made smaller by a whole factor; 0: as they come. The widest wish is everybody's
    bool overlay = false;  // with boxes and names: frames come as fast as faces are looked for
};

// Somebody who wants a camera's pictures: they come while it lives. Lives on the Qt thread.
class JpegTaker : public QObject {
    Q_OBJECT

public:
    JpegTaker(JpegFeed &feed, const JpegWish &wish);
    ~JpegTaker() override;
    [[nodiscard]] const JpegWish &wish() const { return m_wish; }

Q_SIGNALS:
    void picture(const rollcall::live::JpegPicture &picture);
    // The server does not know the camera any more.
    void ended();

private:
    friend class JpegFeed;
    void offer(const JpegPicture &picture);

    QPointer<JpegFeed> m_feed;
    const JpegWish m_wish;
    media::FramePace m_pace;
};

// One camera's pictures as JPEGs, each encoded once for all who take them. Frames are asked for only while somebody
// does. Takers stay through a break of the camera. Lives on the Qt thread; the source outlives it.
class JpegFeed : public QObject {
public:
    // Gives frames to the taker while what it answers is kept.
    using Source = std::function<std::shared_ptr<void>(MarkedTaker)>;
    JpegFeed(QString camera, Source source, std::shared_ptr<JpegWorker> worker, QObject *parent = nullptr);
    ~JpegFeed() override;
    [[nodiscard]] qsizetype takerCount() const { return qsizetype(m_takers.size()); }

private:
    friend class JpegTaker;
    void add(JpegTaker &taker);
    void remove(JpegTaker &taker);
    void begin();
    void adjust();
    void deliver(const std::shared_ptr<JpegWork> &work);

    const QString m_camera;
    const Source m_source;
    const std::shared_ptr<JpegWorker> m_worker;
    const media::OwnerHandle m_owner;
    std::vector<JpegTaker *> m_takers;
    std::shared_ptr<JpegWork> m_work;  // while somebody takes
    std::shared_ptr<void> m_frames;  // likewise
};

} // namespace rollcall::live
