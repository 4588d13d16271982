using System.Text;
using HybridCalendar.Domain.Conferences.Rooms;

namespace HybridCalendar.Domain.Tests.Conferences;

/// <summary>Tables of rooms as people's spreadsheets write them.</summary>
public sealed class RoomMappingTests
{
    private const string Plain = "Email Address,System ID,System Name\r\nrila@contoso.com,66,Rila\r\nVitosha@contoso.com,67,\"Vitosha, 2nd floor\"\r\n";

    public static TheoryData<byte[]> Encodings { get; } = new(
        new UTF8Encoding(false).GetBytes(Plain),
        [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Plain)],
        [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Plain)],
        [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(Plain)],
        Encoding.Unicode.GetBytes(Plain),
        Encoding.UTF8.GetBytes(Plain.Replace("\r\n", "\n", StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(Encodings))]
    public void The_same_table_is_read_in_every_encoding(byte[] file)
    {
        var read = RoomMappingReader.Read(file);

        read.Problems.ShouldBeEmpty();
        read.Mappings.ShouldBe([new RoomMapping("rila@contoso.com", 66, "Rila"), new RoomMapping("vitosha@contoso.com", 67, "Vitosha, 2nd floor")]);
    }

    [Theory]
    [InlineData("Mailbox;System ID\nrila@contoso.com;66\n")]
    [InlineData("tms system id\tignored\tROOM MAILBOX\n66\tx\trila@contoso.com")]
    [InlineData("\"system-id\",\"E-Mail\"\n\"66\",\" rila@contoso.com \"\n\n,\n")]
    public void Columns_are_found_by_their_header(string text) =>
        Read(text).Mappings.ShouldHaveSingleItem().ShouldBe(new RoomMapping("rila@contoso.com", 66, ""));

    [Fact]
    public void What_an_export_wrote_against_formulas_is_taken_off() =>
        Read("email,system id,system name\n'+rila@contoso.com,66,'=Rila\n").Mappings.ShouldHaveSingleItem().ShouldBe(new RoomMapping("+rila@contoso.com", 66, "=Rila"));

    [Fact]
    public void A_quote_inside_a_quoted_value_is_written_twice() =>
        Read("email,system name\nrila@contoso.com,\"The \"\"big\"\" room\"\n").Mappings.ShouldHaveSingleItem().SystemName.ShouldBe("The \"big\" room");

    [Fact]
    public void Every_wrong_row_is_listed_and_nothing_is_used()
    {
        var read = Read("""
            email,system id
            rila@contoso.com,66
            ,67
            no address,68
            musala@contoso.com,
            pirin@contoso.com,-1
            RILA@contoso.com,70
            vihren@contoso.com,66
            botev@contoso.com,99999999999999999999
            """);

        read.IsUsable.ShouldBeFalse();
        read.Mappings.ShouldBeEmpty();
        read.Problems.Select(problem => problem.Line).ShouldBe([3, 4, 5, 6, 7, 8, 9]);
        read.Problems[4].Text.ShouldContain("line 2");
        read.Problems[5].Text.ShouldContain("line 2");
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("email,system id\n", "no row")]
    [InlineData("who,system id\nrila@contoso.com,66\n", "room mailbox")]
    [InlineData("email,what\nrila@contoso.com,66\n", "TMS system")]
    [InlineData("email,system id\n\"rila@contoso.com,66\npirin@contoso.com,67\n", "quote")]
    [InlineData("email,system id\nri\"la@contoso.com,66\n", "quote")]
    public void A_table_that_is_none_is_refused_with_the_reason(string text, string reason)
    {
        var read = Read(text);

        read.Mappings.ShouldBeEmpty();
        read.Problems[0].Text.ShouldContain(reason);
    }

    [Fact]
    public void A_file_that_is_no_text_is_refused()
    {
        RoomMappingReader.Read([0x50, 0x4B, 0x03, 0x04, 0xFF, 0xFE, 0x00]).IsUsable.ShouldBeFalse();
        RoomMappingReader.Read(Encoding.Latin1.GetBytes("email,system name\nrila@contoso.com,B\u00fcro\n")).Problems[0].Text.ShouldContain("UTF-8");
    }

    [Fact]
    public void Systems_are_compared_with_those_that_TMS_lists()
    {
        (long, string)[] systems = [(66, "Rila"), (67, "Pirin"), (68, "Pirin")];

        RoomMappingResolver.Resolve([new("rila@contoso.com", null, "rila")], systems).Mappings.ShouldHaveSingleItem().SystemId.ShouldBe(66);
        var wrong = RoomMappingResolver.Resolve([new("a@contoso.com", 66, ""), new("b@contoso.com", null, "Pirin"), new("c@contoso.com", 70, ""), new("d@contoso.com", null, "Rila")], systems);
        wrong.Mappings.ShouldBeEmpty();
        wrong.Problems.Select(problem => problem.Line).Order().ShouldContain(2);
        wrong.Problems.Count.ShouldBe(3);
    }

    private static RoomMappingFile Read(string text) => RoomMappingReader.Read(Encoding.UTF8.GetBytes(text));
}
