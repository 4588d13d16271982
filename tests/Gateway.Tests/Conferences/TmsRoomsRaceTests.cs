using System.Net;
using System.Net.Http.Headers;
using HybridCalendar.Gateway.Tests.Admin;
using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Grains.Conferences;
using Microsoft.Extensions.DependencyInjection;

namespace HybridCalendar.Gateway.Tests.Conferences;

/// <summary>Tables of rooms that several administrators add in the same moment.</summary>
public sealed class TmsRoomsRaceTests(GatewayHost gateway) : IClassFixture<GatewayHost>
{
    private const int Administrators = 3;

    [Fact]
    public async Task None_of_them_takes_away_what_another_one_added()
    {
        using var browser = new AdminBrowser(gateway);
        await browser.SignInAsync(gateway);
        var token = await browser.TokenAsync("/admin/connectors");

        var answers = await Task.WhenAll(Enumerable.Range(1, Administrators).Select(number => AddAsync(browser, token, number)));

        answers.ShouldAllBe(status => status == HttpStatusCode.Redirect);
        (await gateway.App.Services.GetRequiredService<TmsRooms>().ListAsync(null, 100)).Count.ShouldBe(Administrators);
    }

    private static async Task<HttpStatusCode> AddAsync(AdminBrowser browser, string token, int number)
    {
        var file = new ByteArrayContent([.. System.Text.Encoding.UTF8.GetBytes($"Mailbox,System ID\nroom{number}@contoso.example,{number}\n")]);
        file.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        using var form = new MultipartFormDataContent { { new StringContent(token), "__RequestVerificationToken" }, { file, "file", "rooms.csv" } };
        using var answer = await browser.PostAsync("/admin/connectors/rooms/table", form);
        return answer.StatusCode;
    }
}
