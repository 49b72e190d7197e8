namespace Keeptrusts.Policy.Detectors.Secrets.Tokens;

/// <summary>What the documentation says of an entity of the table.</summary>
internal static class TokenInfo
{
    public static EntityInfo Of(TokenEntity entity, IReadOnlyList<TokenForm> forms) => new()
    {
        Title = entity.Title,
        Group = EntityGroup.Secret,
        Format = Format(entity),
        Check = $"{Check(forms)} Written from: {entity.Source}.",
        Examples = [Example(entity, forms[0])],
        Limits = entity.Limits,
    };

    private static string Format(TokenEntity entity)
    {
        var anywhere = string.Join(", ", entity.Lines.Where(l => !l.Near).Select(l => $"`{l.Pattern}`"));
        var near = string.Join(", ", entity.Lines.Where(l => l.Near).Select(l => $"`{l.Pattern}`"));
        var terms = entity.Context?.Replace(" & ", " together with ", StringComparison.Ordinal);
        return (anywhere.Length > 0 ? $"Anywhere: {anywhere}. " : "")
            + (near.Length > 0 ? $"As the value of something that is named by {terms}: {near}. " : "") + "Case counts.";
    }

    private static string Check(IReadOnlyList<TokenForm> forms) =>
        forms.Any(f => f.Check == TokenCheck.Crc62) ? "The last six characters of the fixed-length form are its CRC-32 in base 62."
        : "None; repeated characters and plain words are taken for placeholders.";

    private static string Example(TokenEntity entity, TokenForm form)
    {
        var name = form.Near ? string.Join('_', entity.Context!.Split(" & ").Select(g => g.Split(' ')[0])) + "_key" : "key";
        var seed = entity.Name.Aggregate(17UL, (hash, c) => (hash * 31) + c);
        return $"{name}=«{SecretExample.Mark(new TokenSampler(seed).Next(form))}»";
    }
}
