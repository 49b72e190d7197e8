namespace Keeptrusts.Host.ControlPlane.Knowledge.Reading;

/// <summary>Ends the reading of a document that is not taken. The message is for whoever uploads it; it says nothing of the content.</summary>
/// <param name="message">Why, and what to do.</param>
internal sealed class DocumentRefusedException(string message) : Exception(message);
