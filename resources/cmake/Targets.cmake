# rollcall_library(NAME SOURCES … LINK …): a static library; its folder's parent is on the include path, so that a header
# of shared/media/ is included as "media/….h".
function(rollcall_library name)
    cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
    add_library(${name} STATIC ${ARG_SOURCES})
    target_include_directories(${name} PUBLIC "${CMAKE_CURRENT_SOURCE_DIR}/..")
    target_link_libraries(${name} PUBLIC project_options ${ARG_LINK})
endfunction()

# rollcall_program(NAME SOURCES … LINK …): an executable in <build>/bin.
function(rollcall_program name)
    cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
    add_executable(${name} ${ARG_SOURCES})
    target_include_directories(${name} PRIVATE "${CMAKE_CURRENT_SOURCE_DIR}/..")
    target_link_libraries(${name} PRIVATE project_options ${ARG_LINK})
endfunction()

# rollcall_web_page(PROGRAM): builds the page, resources/web/ with all its folders, into a program. Not into a library: a change of a page links
# that program alone again.
function(rollcall_web_page program)
    set(folder "${CMAKE_SOURCE_DIR}/resources/web")
    file(GLOB_RECURSE files CONFIGURE_DEPENDS "${folder}/*.html" "${folder}/*.css" "${folder}/*.js" "${folder}/*.svg" "${folder}/*.png")
    qt_add_resources(${program} ${program}_web PREFIX /web BASE "${folder}" FILES ${files})
endfunction()

# rollcall_test(NAME LABELS … SOURCES … LINK … [TIMEOUT SECONDS] [LAUNCHER PROGRAM] [PARTS …]): one test program. GoogleTest programs
# link GTest::gtest_main, Qt Test programs Qt6::Test. Tests never look at the home folder and need no display. A launcher starts the
# program. With parts x and y the program some_test runs as the tests some_x_test and some_y_test, each with its part as argument.
function(rollcall_test name)
    cmake_parse_arguments(ARG "" "TIMEOUT;LAUNCHER" "SOURCES;LINK;LABELS;ENVIRONMENT;PARTS" ${ARGN})
    if(NOT ARG_TIMEOUT)
        set(ARG_TIMEOUT 150)
    endif()
    add_executable(${name} ${ARG_SOURCES})
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
    target_include_directories(${name} PRIVATE "${CMAKE_SOURCE_DIR}/tests")
    target_link_libraries(${name} PRIVATE project_options ${ARG_LINK})
    # A test's own code is written once and run for milliseconds: the optimiser's time on it is not well spent.
    target_compile_options(${name} PRIVATE $<$<CONFIG:Release>:-O1>)
    set(tests)
    foreach(part ${ARG_PARTS})
        string(REGEX REPLACE "_test$" "_${part}_test" test ${name})
        add_test(NAME ${test} COMMAND ${ARG_LAUNCHER} $<TARGET_FILE:${name}> ${part})
        list(APPEND tests ${test})
    endforeach()
    if(NOT ARG_PARTS)
        add_test(NAME ${name} COMMAND ${ARG_LAUNCHER} $<TARGET_FILE:${name}>)
        set(tests ${name})
    endif()
    set_tests_properties(${tests} PROPERTIES LABELS "${ARG_LABELS}" TIMEOUT ${ARG_TIMEOUT}
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;OPENBLAS_NUM_THREADS=1;${ARG_ENVIRONMENT}")
    # Tests that keep time with real media have the machine to themselves; the others share it.
    if("media" IN_LIST ARG_LABELS OR "e2e" IN_LIST ARG_LABELS)
        set_tests_properties(${tests} PROPERTIES RUN_SERIAL ON)
    endif()
endfunction()
