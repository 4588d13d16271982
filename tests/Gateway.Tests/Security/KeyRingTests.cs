using System.Net;
using System.Xml.Linq;
using HybridCalendar.Gateway.Tests.Admin;
using HybridCalendar.Gateway.Tests.Hosting;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.DependencyInjection;

namespace HybridCalendar.Gateway.Tests.Security;

/// <summary>Cookies and forms are sealed with the organization's key; ASP.NET's own keys, which would lie in clear on the disk, are never made.</summary>
public sealed class KeyRingTests
{
    [Fact]
    public async Task A_gateway_that_signs_in_and_takes_forms_makes_no_keys_of_its_own()
    {
        var repository = new Repository();
        await using var gateway = new GatewayHost
        {
            Adjust = services => services.Configure<KeyManagementOptions>(keys => keys.XmlRepository = repository),
        };
        await gateway.InitializeAsync();
        using var browser = new AdminBrowser(gateway);
        await browser.SignInAsync(gateway);

        (await browser.GetAsync("/admin/rooms")).StatusCode.ShouldBe(HttpStatusCode.OK);

        repository.Calls.ShouldBe(0);
    }

    private sealed class Repository : IXmlRepository
    {
        private readonly List<XElement> _elements = [];

        public int Calls { get; private set; }

        public IReadOnlyCollection<XElement> GetAllElements()
        {
            Calls++;
            return [.. _elements];
        }

        public void StoreElement(XElement element, string friendlyName)
        {
            Calls++;
            _elements.Add(element);
        }
    }
}
