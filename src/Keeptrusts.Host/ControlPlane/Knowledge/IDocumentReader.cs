using Keeptrusts.Host.ControlPlane.Knowledge.Reading;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Knowledge;

/// <summary>Reads a file that somebody uploads, where it can do no harm.</summary>
internal interface IDocumentReader
{
    /// <param name="name">Its name, made harmless.</param>
    /// <param name="bytes">Its content.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Format and paragraphs, or why it is not taken.</returns>
    Task<Outcome<DocumentText>> ReadAsync(string name, byte[] bytes, CancellationToken cancellationToken);
}
