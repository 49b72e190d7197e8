using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.Records;
using Keeptrusts.Policy.Keys;

namespace Keeptrusts.Host.Storage;

/// <summary>Reads a row of <c>tokens</c> as the model writes it.</summary>
internal static class TokenRow
{
    public static Token Read(DbDataReader row) => new()
    {
        Id = row.Text("Id")!,
        Name = row.Text("Name")!,
        Type = Enum.Parse<KeyKind>(row.Text("Type")!),
        TeamId = row.Text("TeamId"),
        Owner = row.Text("Owner"),
        Template = row.Text("Template"),
        Configuration = row.Text("Configuration"),
        AllowedModels = Strings(row.Text("AllowedModels")!),
        Roles = Strings(row.Text("Roles")!),
        BudgetUsd = row.Text("BudgetUsd") is { } budget ? decimal.Parse(budget, CultureInfo.InvariantCulture) : null,
        OnBehalfOf = (long)row["OnBehalfOf"] != 0,
        CreatedAt = row.Time("CreatedAt"),
        ExpiresAt = row.OptionalTime("ExpiresAt"),
        LastUsedAt = row.OptionalTime("LastUsedAt"),
        RevokedAt = row.OptionalTime("RevokedAt"),
        RotatedFrom = row.Text("RotatedFrom"),
        LineageId = row.Text("LineageId")!,
        Prefix = row.Text("Prefix")!,
        Hash = (byte[])row["Hash"],
    };

    private static string[] Strings(string json) => json == "[]" ? [] : JsonSerializer.Deserialize(json, ControlJson.Default.StringArray)!;
}
