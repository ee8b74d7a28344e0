#include "models/command.h"
#include "recognition/engine.h"

#include <QCoreApplication>
#include <QNetworkProxyFactory>

#include <iostream>

using namespace rollcall;

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QNetworkProxyFactory::setUseSystemConfiguration(true); // http_proxy, https_proxy, no_proxy
    recognition::configureLibraries();
    const auto options = models::parseOptions(argc, argv);
    if (!options) {
        (options.error().code == models::AllDone ? std::cout : std::cerr) << options.error().text;
        return options.error().code;
    }
    return models::runCommand(*options, std::cout, std::cerr);
}
