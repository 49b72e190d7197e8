using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Tokens;

/// <summary>What webhooks are told about a token.</summary>
internal static class TokenFacts
{
    public static Dictionary<string, string> Of(Token token)
    {
        var facts = new Dictionary<string, string> { ["token_id"] = token.Id, ["name"] = token.Name };
        foreach (var (name, value) in ((string, string?)[])[("team_id", token.TeamId), ("owner", token.Owner), ("template", token.Template)])
        {
            if (value is not null)
            {
                facts[name] = value;
            }
        }

        return facts;
    }
}
