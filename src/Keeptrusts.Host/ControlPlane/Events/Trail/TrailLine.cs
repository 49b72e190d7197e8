using System.Text;
using System.Text.Json;
using Keeptrusts.Gateway.Middleware.Auditing;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Events.Trail;

/// <summary>The lines of an export that are no events: they begin with <c>{"type":…</c>. Events stand there byte for byte.</summary>
internal static class TrailLine
{
    /// <summary>Last line: without it, an export was cut on its way.</summary>
    public const string End = """{"type":"end"}""";

    public static string Header(DateTimeOffset at, bool isWhole, IReadOnlyList<string> publicKeys) =>
        JsonSerializer.Serialize(new ExportHeader("export", 1, at, isWhole, publicKeys), ControlJson.Sentences.ExportHeader);

    public static string Checkpoint(Checkpoint c) => JsonSerializer.Serialize(CheckpointView.Of(c), ControlJson.Sentences.CheckpointView);

    /// <summary>Stands for an event that the export leaves out: its link, and nothing that it says.</summary>
    public static string Omitted(StoredEvent e) => EventSeal.Read(Encoding.UTF8.GetBytes(e.Json)) is { } seal
        ? JsonSerializer.Serialize(new OmittedEvent("omitted", e.Gateway, seal.Chain, seal.Sequence, seal.PrevHash, seal.Hash, seal.Digest), ControlJson.Sentences.OmittedEvent)
        : JsonSerializer.Serialize(new OmittedEvent("omitted", e.Gateway, e.Chain, e.Position, "", "", ""), ControlJson.Sentences.OmittedEvent);

    /// <summary>Says that the columns by which people find an event are not what the event says.</summary>
    public static string Mismatch(StoredEvent e, IReadOnlyList<string> columns) =>
        JsonSerializer.Serialize(new ColumnMismatch("mismatch", e.Chain, e.Position, e.Id, columns), ControlJson.Sentences.ColumnMismatch);
}
