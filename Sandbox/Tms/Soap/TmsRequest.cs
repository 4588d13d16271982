using System.Xml.Linq;
using HybridCalendar.Sandbox.Tms.Access;

namespace HybridCalendar.Sandbox.Tms.Soap;

/// <summary>An operation that is called, after all checks of form.</summary>
/// <param name="Name">The operation.</param>
/// <param name="Arguments">The request's element, as the contract knows it.</param>
/// <param name="Caller">Who signed in.</param>
internal sealed record TmsRequest(string Name, XElement Arguments, TmsUser Caller);
