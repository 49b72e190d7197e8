using Keeptrusts.Host.ControlPlane.Tokens;
using Keeptrusts.Host.ControlPlane.Tokens.SelfService;
using Keeptrusts.Policy.Keys;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Templates;

namespace Keeptrusts.Host.Tests.ControlPlane;

public sealed class SelfServiceCheckTests
{
    private static readonly PolicyTemplate Template = new()
    {
        Name = "t",
        Version = "1.0.0",
        Policies = [],
        Text = "",
        SelfService = new() { PreApproved = true, Models = ["gpt-4o*", "echo"], MaxTtl = TimeSpan.FromDays(7), KeyBudget = new(10, BudgetWindow.Month), MaxKeysPerUser = 2 },
    };

    private static SelfServiceCheck Check(NewToken wanted, TimeSpan? lifetime = null, int held = 0) =>
        SelfServiceCheck.Of(wanted, new TokenTerms(KeyKind.Gateway, "search", [], lifetime) { AllowedModels = wanted.AllowedModels ?? [] }, Template, held);

    [Fact]
    public void Of_EmptyWish_TakesTheTemplatesOwnLimits()
    {
        var check = Check(new());
        Assert.Empty(check.Reasons);
        Assert.Equal(["gpt-4o*", "echo"], check.Terms.AllowedModels);
        Assert.Equal((TimeSpan.FromDays(7), "t", 2), (check.Terms.Lifetime, check.Terms.Template, check.MaxKeys));
    }

    [Theory]
    [InlineData("gpt-4o", true)]
    [InlineData("gpt-4o-mini", true)]
    [InlineData("gpt-4o-*", true)]
    [InlineData("echo", true)]
    [InlineData("gpt-4", false)]
    [InlineData("gpt-*", false)]
    [InlineData("*", false)]
    [InlineData("ech*", false)]
    public void Of_Models_CoverOnlyWhatTheTemplateCovers(string model, bool within) => Assert.Equal(within, Check(new() { AllowedModels = [model] }).Reasons.Count == 0);

    [Theory]
    [InlineData(7 * 24 * 60, true)]
    [InlineData((7 * 24 * 60) + 1, false)]
    public void Of_Lifetime_MayReachTheLongest(int minutes, bool within) => Assert.Equal(within, Check(new(), TimeSpan.FromMinutes(minutes)).Reasons.Count == 0);

    [Theory]
    [InlineData(10, true)]
    [InlineData(10.01, false)]
    public void Of_Budget_MayReachTheTemplates(double usd, bool within) => Assert.Equal(within, Check(new() { Budget = (decimal)usd }).Reasons.Count == 0);

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void Of_KeysHeld_MayReachTheMost(int held, bool within) => Assert.Equal(within, Check(new(), held: held).Reasons.Count == 0);

    [Fact]
    public void Of_EverythingBeyond_NamesEachReason() => Assert.Equal(7, Check(
        new() { AllowedModels = ["o3"], Budget = 11, Configuration = "c", Roles = ["r"], OnBehalfOf = true }, TimeSpan.FromDays(8), held: 2).Reasons.Count);
}
