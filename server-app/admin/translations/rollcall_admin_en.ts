<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>Words</name>
    <message numerus="yes">
        <source>%n camera(s) away</source>
        <translation>
            <numerusform>%n camera away</numerusform>
            <numerusform>%n cameras away</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rollcall::admin::AdminWindow</name>
    <message numerus="yes">
        <source>%n alert(s)</source>
        <translation>
            <numerusform>%n alert</numerusform>
            <numerusform>%n alerts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rollcall::admin::AlarmList</name>
    <message numerus="yes">
        <source>%n minute(s) after the start</source>
        <translation>
            <numerusform>%n minute after the start</numerusform>
            <numerusform>%n minutes after the start</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rollcall::admin::Connection</name>
    <message numerus="yes">
        <source>Try again in %n second(s).</source>
        <translation>
            <numerusform>Try again in %n second.</numerusform>
            <numerusform>Try again in %n seconds.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rollcall::admin::LivePage</name>
    <message numerus="yes">
        <source>%n camera(s) at once</source>
        <translation>
            <numerusform>%n camera at once</numerusform>
            <numerusform>%n cameras at once</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rollcall::admin::SystemTab</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thread(s)</source>
        <translation>
            <numerusform>%n thread</numerusform>
            <numerusform>%n threads</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rollcall::admin::UnknownPage</name>
    <message numerus="yes">
        <source>Who is this? Seen %n time(s), last at %1, %2</source>
        <translation>
            <numerusform>Who is this? Seen once, last at %1, %2</numerusform>
            <numerusform>Who is this? Seen %n times, last at %1, %2</numerusform>
        </translation>
    </message>
</context>
</TS>
