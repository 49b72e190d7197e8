using System.Reflection;
using Keeptrusts.Policy.Diagnostics;

namespace Keeptrusts.Policy.Tests.Diagnostics;

public sealed class RuleCatalogTests
{
    [Fact]
    public void All_Rules_AreThoseThatTheSourcesReport()
    {
        var codes = typeof(RuleCodes).GetFields(BindingFlags.Public | BindingFlags.Static | BindingFlags.NonPublic).Select(f => (string)f.GetRawConstantValue()!);
        Assert.Equal(codes.Order(StringComparer.Ordinal), RuleCatalog.All.Where(r => !r.IsAboutCode).Select(r => r.Id));
        Assert.All(RuleCatalog.All, r => Assert.Same(r, RuleCatalog.Find(r.Id)));
    }
}
