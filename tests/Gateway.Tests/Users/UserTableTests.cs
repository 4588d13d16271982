using System.Text;
using HybridCalendar.Gateway.Users;
using HybridCalendar.Grains.Users;

namespace HybridCalendar.Gateway.Tests.Users;

public sealed class UserTableTests
{
    private const string Header = "Email Address,Display Name,Enabled,preferredWebExSite,Personal Room,Language\n";

    [Fact]
    public void A_row_sets_what_the_table_has_columns_for()
    {
        var table = UserTableReader.Read(Header + "Ann@Contoso.example,Ann,yes,company.webex.com,company.webex.com/meet/ann,bg\n");
        var row = table.Rows.ShouldHaveSingleItem();
        row.Mail.ShouldBe("ann@contoso.example");
        row.Apply(new UserSettings()).ShouldBe(new UserSettings
        {
            DisplayName = "Ann", Enabled = true, PreferredSite = "company.webex.com", PersonalRoomLink = "https://company.webex.com/meet/ann", Language = "bg",
        });
    }

    [Fact]
    public void What_it_has_no_column_for_stays_and_empty_values_clear_what_may_be_empty()
    {
        var was = new UserSettings { DisplayName = "Ann", Enabled = true, PreferredSite = "a.webex.com", PersonalRoomLink = "https://a.webex.com/meet/a", Language = "en" };
        Apply("Email;preferredWebExSite\na@b.example;\n", was).ShouldBe(was with { PreferredSite = null });
        Apply("Language\tEmail\nBG\ta@b.example\n", was).ShouldBe(was with { Language = "bg" });
        Apply(Header + "a@b.example,,,,,\n", was).ShouldBe(was with { PreferredSite = null, PersonalRoomLink = null, Language = null });
        Apply("Days Since,User ID/Email (Required),Calendar Service\n3,a@b.example,FALSE\n", was).ShouldBe(was with { Enabled = false });
    }

    [Theory]
    [InlineData("nobody,A,true,,,", "Email Address", "@")]
    [InlineData(",A,true,,,", "Email Address", "missing")]
    [InlineData("a@b.example,A,perhaps,,,", "Enabled", "true or false")]
    [InlineData("a@b.example,A,true,https://a.webex.com,,", "preferredWebExSite", "without https://")]
    [InlineData("a@b.example,A,true,,https://evil.example/meet/a,", "Personal Room", "personal room")]
    [InlineData("a@b.example,A,true,,,fr", "Language", "en or bg")]
    [InlineData("a@b.example,\"A,true,,,", "", "quote")]
    public void What_is_wrong_is_told_by_line_and_column_and_spoils_its_row_alone(string row, string column, string text)
    {
        var table = UserTableReader.Read(Header + "first@b.example,,,,,\n\n" + row + "\nlast@b.example,,,,,\n");
        table.Rows.Select(good => (good.Line, good.Mail)).ShouldBe([(2, "first@b.example"), (5, "last@b.example")]);
        table.WrongRows.ShouldBe(1);
        table.Problems[^1].Line.ShouldBe(4);
        table.Problems.ShouldContain(problem => problem.Column == column && problem.Text.Contains(text, StringComparison.Ordinal));
    }

    [Fact]
    public void An_address_counts_once()
    {
        var table = UserTableReader.Read("Email,Enabled\na@b.example,true\nA@B.example,false\n");
        table.Rows.ShouldHaveSingleItem();
        table.Problems.ShouldBe([new ImportProblem(3, "Email", "The address stands in line 2 already.")]);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("Name,Enabled\nA,true\n", "mail address")]
    [InlineData("Email\na@b.example\n", "something to set")]
    [InlineData("Email,Enabled,enabled\na@b.example,true,false\n", "twice")]
    [InlineData("Email,Enabled\n", "no row")]
    public void A_file_that_is_no_table_of_users_says_why(string text, string said)
    {
        var table = UserTableReader.Read(text);
        table.IsReadable.ShouldBeFalse();
        table.Problems.ShouldHaveSingleItem().Text.ShouldContain(said);
    }

    [Fact]
    public void Columns_that_mean_nothing_are_named() =>
        UserTableReader.Read("Email,prefferedWebExSite,Enabled\na@b.example,x,true\n").Ignored.ShouldBe(["prefferedWebExSite"]);

    [Fact]
    public void Each_encoding_of_a_spreadsheet_is_read()
    {
        const string text = "Email,Display Name\na@b.example,Вера\n";
        foreach (var encoding in new Encoding[] { new UTF8Encoding(false), new UTF8Encoding(true), Encoding.Unicode, Encoding.BigEndianUnicode, new UnicodeEncoding(false, false) })
            UserTableReader.Decode([.. encoding.GetPreamble(), .. encoding.GetBytes(text)]).ShouldBe(text);
        UserTableReader.Decode(Encoding.Latin1.GetBytes("Email,Display Name\na@b.example,Zoë\n")).ShouldBeNull();
        UserTableReader.Decode([1, 2, 0, 0, 3]).ShouldBeNull();
    }

    private static UserSettings Apply(string text, UserSettings was) => UserTableReader.Read(text).Rows.ShouldHaveSingleItem().Apply(was);
}
