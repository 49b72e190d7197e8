using System.Xml.Linq;
using Keeptrusts.Host.Records;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;

namespace Keeptrusts.Host.Storage;

/// <summary>The key ring in the database, where all nodes share it. Its keys are wrapped before they come here.</summary>
internal sealed class ProtectionKeyStore(ControlDatabase database) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var db = database.CreateDbContext();
        return [.. db.ProtectionKeys.AsNoTracking().AsEnumerable().Select(key => XElement.Parse(key.Xml))];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var db = database.CreateDbContext();
        db.Add(new ProtectionKey { Id = friendlyName, Xml = element.ToString(SaveOptions.DisableFormatting) });
        db.SaveChanges();
    }

    /// <summary>One key as it is stored, to try a master key on; <see langword="null"/> where the ring is empty.</summary>
    public async Task<XElement?> AnyAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.ConnectAsync(cancellationToken);
        var rows = await connection.QueryAsync("""SELECT "Xml" FROM "protection_keys" LIMIT 1""", [], row => row.GetString(0), cancellationToken);
        return rows is [var xml] ? XElement.Parse(xml) : null;
    }
}
