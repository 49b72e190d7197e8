using System.Data.Common;
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
        AllowedModels = row.Strings("AllowedModels"),
        Roles = row.Strings("Roles"),
        BudgetUsd = row.OptionalDecimal("BudgetUsd"),
        OnBehalfOf = row.Flag("OnBehalfOf"),
        CreatedAt = row.Time("CreatedAt"),
        ExpiresAt = row.OptionalTime("ExpiresAt"),
        FirstUsedAt = row.OptionalTime("FirstUsedAt"),
        LastUsedAt = row.OptionalTime("LastUsedAt"),
        RevokedAt = row.OptionalTime("RevokedAt"),
        RotatedFrom = row.Text("RotatedFrom"),
        LineageId = row.Text("LineageId")!,
        Prefix = row.Text("Prefix")!,
        Hash = (byte[])row["Hash"],
    };
}
