#include "recognition/square_box.h"

#include <gtest/gtest.h>

namespace rollcall::recognition::test {

TEST(SquareBox, TheFaceIsTallerThanItsSquareAndLeadsBackToIt)
{
    const Box square{100, 200, 120, 120};
    const Box face = faceOfSquare(square);
    EXPECT_GT(face.height, face.width * 1.2F);
    EXPECT_LT(face.y, square.y - 10); // up to the hairline
    EXPECT_NEAR(face.bottom(), square.bottom(), 0.1F * square.height); // the chin is the chin
    EXPECT_NEAR(face.centre().x, square.centre().x, 0.01);
    const Box back = squareOfFace(face);
    EXPECT_NEAR(back.x, square.x, 0.01);
    EXPECT_NEAR(back.y, square.y, 0.01);
    EXPECT_NEAR(back.width, square.width, 0.01);
    EXPECT_NEAR(back.height, square.height, 0.01);
}

} // namespace rollcall::recognition::test
