using Keeptrusts.Host.Cli.Output;
using Keeptrusts.Host.ControlPlane.Contracts;

namespace Keeptrusts.Host.Cli.Templates;

/// <summary>A template in words.</summary>
internal static class TemplateText
{
    public static async Task WriteAsync(CliSurroundings around, TemplateView template)
    {
        await around.Out.WriteLineAsync($"{template.Name} {template.Version} ({template.Origin})");
        if (template.Description.Length > 0)
        {
            await around.Out.WriteLineAsync(template.Description);
        }

        await around.Out.WriteLineAsync();
        foreach (var policy in template.Policies)
        {
            await around.Out.WriteLineAsync($"  {policy.Name,-18} {policy.Action ?? Show.Nothing,-9} {policy.What}");
        }

        await around.Out.WriteLineAsync();
        await around.Out.WriteLineAsync($"  keys: {Keys(template.SelfService)}");
        await around.Out.WriteLineAsync($"`{around.CommandName} templates show {template.Name} --yaml` prints the document; `{around.CommandName} config apply --template {template.Name} --gateway local-gw` puts it into force");
    }

    private static string Keys(SelfServiceView? rule)
    {
        if (rule is null)
        {
            return "each needs an approval";
        }

        string?[] limits =
        [
            rule.PreApproved ? "a member of the team takes one at once" : "each needs an approval",
            rule.MaxTtl is { } ttl ? $"for {ttl} at most" : null,
            rule.KeyBudget is { } budget ? $"{Show.Usd(budget.Usd)} {(budget.Window == "total" ? "in all" : $"a {budget.Window}")}" : null,
            rule.MaxKeysPerUser is { } most ? $"{most} a person" : null,
            rule.Models.Count > 0 ? $"models {Show.List(rule.Models)}" : null,
            rule.Rotation is { } rotation ? $"renewed every {rotation}" : null,
        ];
        return string.Join(", ", limits.OfType<string>());
    }
}
