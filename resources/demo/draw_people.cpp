// rollcall-draw-people: draws the demo's people into a folder, as enrolment photos and as a clip, and writes down who is
// to be seen where.
#include "demo/scene.h"

#include <CLI/CLI.hpp>
#include <QtCore/QCoreApplication>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QSaveFile>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/videoio.hpp>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <stdexcept>
#include <string>
#include <system_error>

namespace {

namespace demo = rollcall::demo;
using namespace Qt::StringLiterals;
using std::filesystem::path;

QString text(std::string_view view)
{
    return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

QString photoName(std::string_view person, int index)
{
    return u"people/%1/%1-%2.jpg"_s.arg(text(person)).arg(index + 1);
}

void require(bool done, const path &file)
{
    if (!done)
        throw std::runtime_error{file.string() + " could not be written. Look whether the folder is writable and the disk has room."};
}

// Written under a name of this process and put in its place when it is whole: who reads the file meanwhile reads the one before.
template <typename Write> void writeWhole(const path &file, Write write)
{
    path unfinished = file;
    unfinished.replace_filename('.' + std::to_string(QCoreApplication::applicationPid()) + '-' + file.filename().string());
    write(unfinished);
    std::error_code error;
    std::filesystem::rename(unfinished, file, error);
    require(!error, file);
}

void writeJson(const path &file, const QJsonObject &content)
{
    QSaveFile out{QString::fromStdString(file.string())};
    require(out.open(QIODevice::WriteOnly) && out.write(QJsonDocument{content}.toJson()) > 0 && out.flush() && out.commit(), file);
}

void writePhotos(const path &folder, const demo::Scene &scene)
{
    for (const demo::Person &person : demo::enrolledPeople()) {
        std::filesystem::create_directories(folder / "people" / person.id);
        for (int i = 0; i < demo::Scene::photoCount; ++i) {
            const path file = folder / photoName(person.id, i).toStdString();
            writeWhole(file, [&](const path &out) { require(cv::imwrite(out.string(), scene.photo(person.id, i), {cv::IMWRITE_JPEG_QUALITY, 92}), out); });
        }
    }
}

void writePeople(const path &file)
{
    QJsonArray people;
    for (const demo::Person &person : demo::enrolledPeople()) {
        QJsonArray photos;
        for (int i = 0; i < demo::Scene::photoCount; ++i)
            photos.append(photoName(person.id, i));
        people.append(QJsonObject{{u"id"_s, text(person.id)}, {u"name"_s, text(person.name)}, {u"photos"_s, photos}});
    }
    writeJson(file, {{u"people"_s, people}});
}

void writeClip(const path &file, const demo::Scene &scene)
{
    const std::string pipeline = "appsrc ! videoconvert ! video/x-raw,format=I420 ! x264enc pass=qual quantizer=22 speed-preset=superfast key-int-max=30 "
                                 "bframes=0 ! h264parse ! mp4mux ! filesink location=\"" + file.string() + "\"";
    cv::VideoWriter clip{pipeline, cv::CAP_GSTREAMER, 0, demo::Scene::framesPerSecond, demo::Scene::size};
    require(clip.isOpened(), file);
    for (int i = 0; i < demo::Scene::frameCount; ++i)
        clip.write(scene.frame(i));
}

QJsonArray boxesPerSecond(const demo::Scene &scene)
{
    QJsonArray seconds;
    for (int frame = demo::Scene::framesPerSecond / 2; frame < demo::Scene::frameCount; frame += demo::Scene::framesPerSecond) {
        QJsonArray faces;
        for (const demo::VisibleFace &face : scene.faces(frame)) {
            const cv::Rect &box = face.box;
            faces.append(QJsonObject{{u"person"_s, text(face.person)}, {u"box"_s, QJsonArray{box.x, box.y, box.width, box.height}}});
        }
        seconds.append(QJsonObject{{u"t"_s, static_cast<double>(frame) / demo::Scene::framesPerSecond}, {u"faces"_s, faces}});
    }
    return seconds;
}

void writeTruth(const path &file, const demo::Scene &scene)
{
    QJsonArray timeline;
    for (const demo::Appearance &walk : demo::Scene::timeline()) {
        const bool known = std::ranges::find(demo::enrolledPeople(), walk.person, &demo::Person::id) != demo::enrolledPeople().end();
        timeline.append(QJsonObject{{u"person"_s, text(walk.person)}, {u"known"_s, known}, {u"from_s"_s, walk.from}, {u"to_s"_s, walk.to}});
    }
    writeJson(file, {{u"clip"_s, u"clip.mp4"_s},
                     {u"width"_s, demo::Scene::size.width},
                     {u"height"_s, demo::Scene::size.height},
                     {u"fps"_s, demo::Scene::framesPerSecond},
                     {u"duration_s"_s, static_cast<double>(demo::Scene::frameCount) / demo::Scene::framesPerSecond},
                     {u"timeline"_s, timeline},
                     {u"boxes_per_second"_s, boxesPerSecond(scene)}});
}

}  // namespace

int main(int argc, char **argv)
{
    CLI::App app{"Draws the demo's people: enrolment photos, a clip in which they walk past, and who is to be seen where."};
    std::string folder;
    std::uint64_t seed = 1;
    app.add_option("--out", folder, "Folder to write to; it is made when it is not there")->required();
    app.add_option("--seed", seed, "Another number gives other details of skin and background")->capture_default_str();
    app.set_version_flag("--version", ROLLCALL_VERSION);
    CLI11_PARSE(app, argc, argv);

    try {
        const path out{folder};
        const demo::Scene scene{seed};
        writePhotos(out, scene);
        writeWhole(out / "clip.mp4", [&](const path &clip) { writeClip(clip, scene); });
        writeTruth(out / "truth.json", scene);
        writePeople(out / "people.json");  // last: whoever finds it finds everything
    } catch (const std::exception &error) {
        std::cerr << "rollcall-draw-people: " << error.what() << '\n';
        return 1;
    }
    return 0;
}
