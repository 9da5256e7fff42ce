#include "core/message/assemble.h"

#include <gtest/gtest.h>

#include "core/message/gossip_builder.h"
#include "core/message/samples.h"

namespace asmtp {
namespace {

using Kind = AssembleError::Kind;

TEST(Assemble, TakenApartAndPutTogetherIsTheSame) {
  for (const Sample& sample : Samples()) {
    SCOPED_TRACE(sample.name);
    const auto fields = Disassemble(sample.bytes);
    ASSERT_TRUE(fields);
    const FormatInfo* format = FindMessageFormat(sample.bytes.front());
    EXPECT_EQ(fields->size(), format->fields.size() + 1);
    EXPECT_EQ(*Assemble(format->name, *fields), sample.bytes);
  }
}

TEST(Assemble, OrderIsThatOfTheTable) {
  const std::vector<uint8_t> topic(kTopicSize, 2);
  const auto a = Assemble("QueryTopicMessages", {{"since", {1, 2, 3, 4}}, {"topic", topic}});
  const auto b = Assemble("QueryTopicMessages", {{"topic", topic}, {"since", {1, 2, 3, 4}}});
  EXPECT_EQ(*a, *b);
  EXPECT_EQ(a->back(), 4);
}

TEST(Assemble, WhatIsNotNamedIsZeroOrEmpty) {
  for (const FormatInfo& format : MessageFormats()) {
    size_t size = kTypeSize;
    for (const FieldInfo& field : format.fields) size += field.size;
    std::vector<uint8_t> expected(size, 0);
    expected.front() = static_cast<uint8_t>(format.type);
    EXPECT_EQ(*Assemble(format.name, {}), expected);
  }
}

TEST(Assemble, FieldsOfAnySizeAndAnyType) {
  EXPECT_EQ(*Assemble("GetPassport", {{"id", {1, 2}}}), (std::vector<uint8_t>{4, 1, 2}));
  EXPECT_EQ(*Assemble("GetPassport", {{"id", {}}, {"type", {8, 9}}}), (std::vector<uint8_t>{8, 9}));
}

TEST(Assemble, RefusesNamesThatItDoesNotKnow) {
  EXPECT_EQ(KindOf(Assemble("Rumour", {})), Kind::kUnknownMessage);
  EXPECT_EQ(KindOf(Assemble("Gossip", {{"topic", {}}})), Kind::kUnknownField);
  const auto twice = Assemble("Gossip", {{"port", {}}, {"port", {}}});
  EXPECT_EQ(KindOf(twice), Kind::kRepeatedField);
  ASSERT_FALSE(twice);
  EXPECT_EQ(Describe(twice.error()), "the field \"port\" is given twice");
  EXPECT_EQ(Name(twice.error().kind), "repeated-field");
}

TEST(Disassemble, JudgesTheStructureOnly) {
  std::vector<uint8_t> gossip = Samples().front().bytes;
  gossip.back() ^= 1;
  EXPECT_TRUE(Disassemble(gossip));
  gossip.push_back(0);
  EXPECT_EQ(ErrorOf(Disassemble(gossip)),
            (DecodeError{DecodeError::Kind::kTrailingBytes, gossip.size() - 1}));
  gossip.resize(50);
  EXPECT_EQ(ErrorOf(Disassemble(gossip)), (DecodeError{DecodeError::Kind::kTruncated, 45}));
  gossip.front() = 0;
  EXPECT_EQ(ErrorOf(Disassemble(gossip)), (DecodeError{DecodeError::Kind::kUnknownType, 0}));
  EXPECT_EQ(ErrorOf(Disassemble({})), (DecodeError{DecodeError::Kind::kTooShort, 0}));
}

TEST(IntegerBytes, AreBigEndianAndCutOff) {
  EXPECT_EQ(IntegerBytes(FieldKind::kU32, 0x01020304), (std::vector<uint8_t>{1, 2, 3, 4}));
  EXPECT_EQ(IntegerBytes(FieldKind::kU16, 0x01020304), (std::vector<uint8_t>{3, 4}));
  EXPECT_EQ(IntegerBytes(FieldKind::kU8, 0x0104), (std::vector<uint8_t>{4}));
  EXPECT_TRUE(IntegerBytes(FieldKind::kBytes, 1).empty());
}

}  // namespace
}  // namespace asmtp
